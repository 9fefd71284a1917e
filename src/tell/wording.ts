import type { Host } from "../host.js"
import { readJson } from "../json.js"
import { type Messages, messagesFile } from "../model/messages.js"
import { formatProblem, type Problem, ProblemError } from "../model/problem.js"
import type { Message } from "../model/runs.js"
import { escapeHtml } from "../note/format.js"
import { fill, pluralOf } from "../note/words.js"

/** A message in words. */
export interface Worded {
  readonly language: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** How a message is worded; every field has a default. */
export interface WordingOptions {
  /** The time zone that times are told in; UTC unless given. */
  readonly zone?: string | undefined
  /** Whether it is only a test, and says so. */
  readonly test?: boolean | undefined
  /** What became of the files that were to be attached. */
  readonly enclosed?: { readonly tooLarge?: number; readonly unread: readonly string[] } | undefined
}

/** The catalogue of a language, from `templates/shared/messages.<lang>.json`; what is wrong in it is a Problem. */
export async function loadMessages(lang: string, host: Host): Promise<Messages> {
  const problems: Problem[] = []
  const file = await readJson(`templates/shared/messages.${lang}.json`, messagesFile, { host, problems })
  if (!file) throw new ProblemError(problems)
  return file.value
}

/** The catalogue that a message is told with: that of the language, or the English one, and then why. Fails without either. */
export async function messagesFor(
  lang: string,
  host: Host,
): Promise<{ readonly messages: Messages; readonly language: string; readonly instead?: string }> {
  try {
    return { messages: await loadMessages(lang, host), language: lang }
  } catch (error) {
    if (!(error instanceof ProblemError) || lang === "en") throw error
    const [first] = error.problems.map(p => formatProblem(p).split("\n")[0])
    return { messages: await loadMessages("en", host), language: "en", instead: `told in English: ${first}` }
  }
}

type Block =
  | { readonly kind: "words"; readonly words: string }
  | { readonly kind: "quiet"; readonly words: string }
  /** Words that stand as they are, each on a line: file names, commands, reasons. */
  | { readonly kind: "literal"; readonly title: string; readonly lines: readonly string[] }

/** A message as subject, plain text and HTML. Times are told with their zone. */
export function word(
  message: Message,
  { messages, language }: { readonly messages: Messages; readonly language: string },
  { zone = "UTC", test = false, enclosed }: WordingOptions = {},
): Worded {
  const name = oneLine(message.name[language] ?? message.name.en ?? message.note)
  const values = { name, edition: formatMonths(message.editions ?? [message.edition], messages) }
  const plain = fill(messages.subjects[message.on], values)
  const blocks: Block[] = [
    ...(test ? [words(messages.test.opening)] : []),
    words(fill(messages.openings[message.on], values)),
    words(particulars(message, { messages, zone }).join("\n")),
    ...listed(message, messages),
    ...enclosure(enclosed, messages),
    { kind: "quiet", words: fill(messages.footer, { note: apart(message.note, messages) }) },
  ]
  return {
    language,
    subject: test ? fill(messages.test.subject, { subject: plain }) : plain,
    text: asText(blocks),
    html: asHtml(blocks, { language, dir: messages.dir }),
  }
}

const words = (text: string): Block => ({ kind: "words", words: text })

function particulars(
  { planned, at, issue }: Message,
  { messages, zone }: { readonly messages: Messages; readonly zone: string },
): string[] {
  const { particulars: names } = messages
  const time = (instant: string) => formatTime(instant, { messages, zone })
  return [
    ...(issue ? [fill(names.issue, { value: apart(issue, messages) })] : []),
    ...(planned ? [fill(names.planned, { value: time(planned) })] : []),
    fill(names.at, { value: time(at) }),
  ]
}

function listed(
  { on, note, edition, editions, reason, review, files }: Message,
  messages: Messages,
): Block[] {
  const literal = (title: string, lines: readonly string[]): Block[] =>
    lines.length > 0 ? [{ kind: "literal", title, lines }] : []
  const counted = (forms: Messages["files"], lines: readonly string[]) =>
    literal(fill(pluralOf(forms, lines.length, messages), { count: lines.length }), lines)
  const remedy = (pattern: string, command: string) =>
    literal(fill(pattern, { command: "" }).trim(), [command])
  const span = editions && editions.length > 1 ? `${editions[0]}..${editions.at(-1)}` : edition
  return [
    ...literal(messages.reason, reason === null ? [] : reason.split("\n")),
    ...counted(messages.review, review),
    ...(on === "failed" ? remedy(messages.remedies.failed, `brief check ${note}`) : []),
    ...(on === "missed" ? remedy(messages.remedies.missed, `brief run --backfill ${span} ${note}`) : []),
    ...counted(messages.files, files),
  ]
}

function enclosure(enclosed: WordingOptions["enclosed"], messages: Messages): Block[] {
  if (!enclosed) return []
  const { tooLarge, unread } = enclosed
  return [
    ...(tooLarge ? [words(fill(messages.tooLarge, { size: formatSize(tooLarge, messages) }))] : []),
    ...(unread.length > 0 ? [{ kind: "literal" as const, title: messages.unread, lines: unread }] : []),
  ]
}

/** On a right-to-left page, numbers with hyphens and Latin letters keep their order between two marks. */
function apart(value: string, { dir }: Messages): string {
  return dir === "rtl" ? `\u200e${value}\u200e` : value
}

/** A month, or the first and the last of several. */
function formatMonths(months: readonly string[], { locale }: Messages): string {
  const [first, last] = [months[0]!, months.at(-1)!].map(month => new Date(`${month}-01T00:00:00Z`))
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" })
  if (Number.isNaN(first!.getTime()) || Number.isNaN(last!.getTime())) return months.join(", ")
  // A thin space is not in every font that mails are read in.
  return format.formatRange(first!, last!).replaceAll("\u2009", " ")
}

function formatTime(instant: string, { messages, zone }: { messages: Messages; zone: string }): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  const text = new Intl.DateTimeFormat(messages.locale, {
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: zone,
  }).format(at)
  return `${messages.locale.startsWith("fr") ? text.replace(/^1 /, "1er ") : text} (${zone})`
}

function formatSize(bytes: number, { locale }: Messages): string {
  const format = { style: "unit", unit: "megabyte", unitDisplay: "short", maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, format).format(bytes / 1_000_000)
}

/** A text on one line, without characters that steer or that Unicode keeps for programs: what stands in a head begins no other line. */
export function oneLine(text: string): string {
  // The spaces that keep words together, as French has before a colon, stay what they are.
  return text.replace(/(?:[^\S\u00a0\u202f]|\p{Cc}|[\uFDD0-\uFDEF])+/gu, " ").trim()
}

const withoutSteering = (text: string) => text.replace(/(?!\n)\p{Cc}/gu, " ")

function asText(blocks: readonly Block[]): string {
  const parts = blocks.map(block =>
    block.kind === "literal"
      ? [block.title, ...block.lines.map(line => `    ${line}`)].join("\n")
      : block.kind === "quiet"
        ? `-- \n${block.words}`
        : block.words,
  )
  return withoutSteering(`${parts.join("\n\n")}\n`)
}

function asHtml(
  blocks: readonly Block[],
  { language, dir }: { readonly language: string; readonly dir: string },
): string {
  const line = (text: string) => `<bdi>${escapeHtml(withoutSteering(text))}</bdi>`
  const parts = blocks.map(block => {
    if (block.kind === "literal")
      return `<p>${line(block.title)}</p>\n<ul>${block.lines.map(l => `<li>${line(l)}</li>`).join("")}</ul>`
    const style = block.kind === "quiet" ? ' style="color:#595959;font-size:smaller"' : ""
    return `<p${style}>${escapeHtml(withoutSteering(block.words)).replaceAll("\n", "<br>\n")}</p>`
  })
  const head = `<html lang="${language}" dir="${dir}"><head><meta charset="utf-8"></head>`
  return `<!DOCTYPE html>\n${head}\n<body dir="${dir}" style="font-family:sans-serif">\n${parts.join("\n")}\n</body></html>\n`
}
