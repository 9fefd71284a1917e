import type { SendMailOptions } from "nodemailer"
import type { Message } from "../model/runs.js"
import type { Notification } from "../model/schedule.js"
import { type Address, parseAddresses } from "./addresses.js"
import { type Attempt, attempts, type Outcome } from "./attempts.js"
import { type Enclosures, enclosures } from "./enclosures.js"
import type { Sending } from "./limits.js"
import { mailServer } from "./mailserver.js"
import type { Trouble } from "./network.js"
import { type Deliver, postOffice } from "./postoffice.js"
import type { ProxyServer } from "./proxy.js"
import { type Refusal, refusals, smtpTrouble, tooLargeForServer } from "./smtp.js"
import { oneLine, type Worded, type WordingOptions } from "./wording.js"

type MailRule = Extract<Notification, { by: "mail" }>

/** What a mail needs besides its rule: the message, its words once it is known what is attached, and what names it. */
export interface MailParts extends Sending {
  readonly message: Message
  readonly id: string
  readonly worded: (enclosed: WordingOptions["enclosed"]) => Worded
}

/**
 * Sends a mail with the files of an edition. Of several addresses, those that a server refuses for now are tried again by
 * themselves; where some were reached and others not, it counts as sent, and the reason names those that were not.
 */
export async function sendMail(
  rule: MailRule,
  { message, id, worded, ...sending }: MailParts,
): Promise<Outcome> {
  const { host, limits } = sending
  const failed = (reason: string): Outcome => ({ tries: 1, sent: false, reason })
  const server = mailServer(rule.server.env, host)
  if (typeof server === "string") return failed(server)
  const addresses = await addressesOf(rule)
  if (typeof addresses === "string") return failed(addresses)
  const files = await enclosures(message, rule, { host, limit: limits.enclosedBytes })
  const letter = { addresses, id, date: host.now(), worded }
  const post = await postOffice(server, sending)
  const waiting = new Set(addresses.to.map(a => a.address).concat(addresses.cc.map(a => a.address)))
  const { proxy } = server
  const round: Round = { post, proxy, letter, files, waiting, all: waiting.size, refused: [] }
  return attempts(signal => deliver(round, signal), sending)
}

/** What stays from one attempt to the next: who still waits for the mail, and who refused it for good. */
interface Round {
  readonly post: Deliver
  readonly proxy: ProxyServer | undefined
  readonly letter: Letter
  files: Enclosures
  readonly waiting: Set<string>
  readonly all: number
  readonly refused: Refusal[]
}

async function deliver(round: Round, signal: AbortSignal): Promise<Attempt> {
  try {
    const { post, letter, files, waiting } = round
    const mail = { ...written(letter, files), envelope: envelope(letter, waiting) }
    const refused = await post(mail, signal)
    return "came" in refused ? { ...refused, ...told(round, refused) } : after(round, refused)
  } catch (error) {
    if (round.files.files.length > 0 && tooLargeForServer(error)) {
      round.files = named(round.files)
      return deliver(round, signal)
    }
    const refused = refusals(error)
    if (refused.length > 0) return after(round, refused)
    return { came: "back", ...told(round, smtpTrouble(error, round)) }
  }
}

/** The files are named in the mail instead of being attached. */
function named({ files, unread }: Enclosures): Enclosures {
  return { files: [], unread, tooLarge: files.reduce((sum, { content }) => sum + content.length, 0) }
}

function after(round: Round, refused: readonly Refusal[]): Attempt {
  const { waiting } = round
  const forNow = refused.filter(r => r.passing)
  round.refused.push(...refused.filter(r => !r.passing))
  waiting.clear()
  for (const { address } of forNow) waiting.add(address)
  const all = [...round.refused, ...forNow]
  const missing = round.files.unread.map(file => `${file} could not be read, and was not attached`)
  const reason = [...all.map(r => `${r.address} was refused: ${r.reason}`), ...missing].join("; ")
  if (forNow.length > 0) return { came: "back", reason, passing: true, partly: all.length < round.all }
  if (all.length === round.all) return { came: "back", reason, passing: false }
  return { came: "through", ...(reason && { reason }) }
}

function told({ refused, waiting, all }: Round, trouble: Trouble) {
  const partly = waiting.size + refused.length < all
  const some = waiting.size < all ? `${[...waiting].join(", ")} not reached: ` : ""
  return { reason: `${some}${trouble.reason}`, passing: trouble.passing, partly }
}

type Addresses = { readonly from: Address; readonly to: readonly Address[]; readonly cc: readonly Address[] }

/** The addresses of a rule, or which of them is none. */
async function addressesOf({ from, to, cc }: MailRule): Promise<Addresses | string> {
  const wrong: string[] = []
  const parsed = async (texts: readonly string[]) => {
    const found = await Promise.all(texts.map(parseAddresses))
    wrong.push(...texts.filter((_, i) => !found[i]).map(oneLine))
    return found.flatMap(addresses => addresses ?? [])
  }
  const [sender, ...others] = await parsed([from])
  const addresses = { from: sender!, to: await parsed(to), cc: await parsed(cc) }
  if (others.length > 0) wrong.push(oneLine(from))
  return wrong.length > 0 ? `"${wrong[0]}" is no mail address` : addresses
}

interface Letter {
  readonly addresses: Addresses
  readonly id: string
  readonly date: Date
  readonly worded: (enclosed: WordingOptions["enclosed"]) => Worded
}

const envelope = ({ addresses: { from } }: Letter, waiting: ReadonlySet<string>) => ({
  from: from.address,
  to: [...waiting],
})

/** A letter with its files. Its Message-ID is the same at every try; programs that answer by themselves are asked not to. */
function written({ addresses, id, date, worded }: Letter, enclosed: Enclosures): SendMailOptions {
  const { subject, text, html, language } = worded(enclosed)
  return {
    ...addresses,
    to: [...addresses.to],
    cc: [...addresses.cc],
    subject: oneLine(subject),
    text,
    html,
    date,
    messageId: `<${id}@${addresses.from.address.split("@").at(-1)}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "Content-Language": language,
    },
    attachments: [...enclosed.files],
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
