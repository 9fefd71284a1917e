import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { Message } from "../../src/model/runs.js"
import type { Limits } from "../../src/tell/limits.js"
import { tell } from "../../src/tell/tell.js"
import { deadPort, mailServer, refusal, socketServer, type Taken } from "./servers.js"
import { impatient, message, rule, telling } from "./telling.js"

const from = "Briefing notes <notes@example.org>"
const mail = (changes: object = {}) => rule({ by: "mail", from, to: ["officer@example.org"], ...changes })

const bytes = Object.fromEntries(message().files.map(file => [file, randomBytes(50_000)]))
const house = new Uint8Array(readFileSync("templates/house.docx"))
const files: Record<string, Uint8Array> = {
  ...bytes,
  "output/oic-positions/2026-11/oic-positions.en.docx": house,
}

async function send(
  url: string,
  {
    changes = {},
    about = {},
    limits = {},
    more = {},
  }: {
    changes?: object
    about?: Partial<Message>
    limits?: Partial<Limits>
    more?: Record<string, Uint8Array>
  } = {},
) {
  const host = telling({ env: { BRIEF_SMTP_URL: url }, files: { ...files, ...more } })
  const [told] = await tell(message(about), [mail(changes)], host, { limits })
  return { ...told!, waits: host.waits }
}

const attached = ({ parts }: Taken) => parts.filter(p => p.filename !== undefined)
const textOf = ({ parts }: Taken) => parts[0]!.bytes.toString()
const htmlOf = ({ parts }: Taken) => parts[1]!.bytes.toString()

describe("a mail", () => {
  it("brings the PDF and the Word file as they are, to everybody named", async () => {
    const server = await mailServer()
    const changes = {
      to: ["officer@example.org", "Director <director@example.org>"],
      cc: ["desk@example.org"],
    }
    const told = await send(server.url, { changes: { ...changes, languages: ["en"] } })
    expect(told).toMatchObject({ by: "mail", on: "issued", tries: 1, sent: true, reason: null })
    expect(told.to).toBe("officer@example.org, Director <director@example.org>, desk@example.org")
    const [letter] = server.taken
    expect(letter!.sender).toBe("notes@example.org")
    expect(letter!.recipients).toEqual(["officer@example.org", "director@example.org", "desk@example.org"])
    expect(attached(letter!).map(p => p.filename)).toEqual(["oic-positions.en.pdf", "oic-positions.en.docx"])
    for (const part of attached(letter!))
      expect(part.bytes.equals(files[`output/oic-positions/2026-11/${part.filename}`]!)).toBe(true)
    expect(letter!.headers["content-type"]).toMatch(/^multipart\/mixed/)
    expect(attached(letter!)[0]!.headers["content-type"]).toMatch(/^application\/pdf/)
  })

  it("says in its head what it is, and bears the host’s date and a name that stays", async () => {
    const server = await mailServer()
    await send(server.url)
    await send(server.url)
    await send(server.url, { about: { issue: "2026-11-r2" } })
    await send(server.url, { changes: { language: "fr" } })
    const [first, again, revision, french] = server.taken.map(letter => letter.headers)
    expect(first!.subject).toBe("Issued, November 2026: Positions on Mali")
    expect(first!.from).toBe(from)
    expect(first!.date).toBe("Sat, 21 Nov 2026 08:00:00 +0000")
    expect(first!["auto-submitted"]).toBe("auto-generated")
    expect(first!["content-language"]).toBe("en")
    expect(first!["message-id"]).toMatch(/^<[0-9a-f]{32}@example\.org>$/)
    expect(again!["message-id"]).toBe(first!["message-id"])
    expect(revision!["message-id"]).not.toBe(first!["message-id"])
    expect(french!["message-id"]).not.toBe(first!["message-id"])
  })

  it("attaches the formats and languages that were asked for", async () => {
    const server = await mailServer()
    await send(server.url, { changes: { attach: ["pdf"], languages: ["fr", "ar"] } })
    await send(server.url)
    await send(server.url, { about: { on: "failed", files: [], reason: "no" } })
    const names = server.taken.map(letter => attached(letter).map(p => p.filename))
    expect(names[0]).toEqual(["oic-positions.fr.pdf", "oic-positions.ar.pdf"])
    expect(names[1]).toHaveLength(6)
    expect(names[2]).toEqual([])
  })

  it("is written from right to left in Arabic", async () => {
    const server = await mailServer()
    await send(server.url, { changes: { language: "ar" } })
    const [letter] = server.taken
    expect(letter!.headers.subject).toBe("صدور إصدار نوفمبر 2026: مواقف بشأن مالي")
    expect(htmlOf(letter!)).toContain('<html lang="ar" dir="rtl">')
    expect(letter!.parts[1]!.headers["content-type"]).toBe("text/html; charset=utf-8")
    expect(textOf(letter!)).toContain("«مواقف بشأن مالي»")
  })

  it("keeps names of files with any letters, and none of them makes a header", async () => {
    const server = await mailServer()
    const odd = ["output/مذكرة نوفمبر.ar.pdf", 'output/a"b\r\nBcc: x@example.org\r\n.en.pdf']
    const more = Object.fromEntries(odd.map(file => [file, randomBytes(10)]))
    const name = { en: "Mali\r\nBcc: thief@example.org\r\n\r\nbody" }
    const told = await send(server.url, { about: { files: odd, name }, more })
    expect(told.sent).toBe(true)
    const [letter] = server.taken
    expect(letter!.recipients).toEqual(["officer@example.org"])
    expect([...letter!.names, ...letter!.parts.flatMap(p => p.names)]).not.toContain("bcc")
    expect(letter!.headers.subject).toBe("Issued, November 2026: Mali Bcc: thief@example.org body")
    const [arabic] = attached(letter!)
    expect(arabic!.filename).toBe("مذكرة نوفمبر.ar.pdf")
  })

  it("names files that are too large instead of attaching them, and those that cannot be read", async () => {
    const server = await mailServer()
    const told = await send(server.url, { limits: { enclosedBytes: 400_000 } })
    expect(told).toMatchObject({ sent: true, reason: null })
    const missing = "output/oic-positions/2026-11/gone.en.pdf"
    const second = await send(server.url, { about: { files: [missing, ...message().files.slice(0, 1)] } })
    expect(second).toMatchObject({ sent: true, reason: `${missing} could not be read, and was not attached` })
    const [large, lacking] = server.taken
    expect(attached(large!)).toEqual([])
    expect(textOf(large!)).toMatch(/At 0\.6 MB, the files are too large for a mail/)
    expect(textOf(large!)).toContain("output/oic-positions/2026-11/oic-positions.en.pdf")
    expect(attached(lacking!)).toHaveLength(1)
    expect(textOf(lacking!)).toMatch(/not attached:\s+output\/oic-positions\/2026-11\/gone\.en\.pdf/)
  })

  it("goes without its files where the server says that it is too large", async () => {
    const server = await mailServer({ size: 100_000 })
    const told = await send(server.url)
    expect(told).toMatchObject({ sent: true, tries: 1 })
    expect(server.taken.map(l => attached(l).length)).toEqual([0])
    expect(textOf(server.taken[0]!)).toContain("too large for a mail")
  })
})

describe("a mail server", () => {
  it("that is not there is tried with growing pauses, and then given up", async () => {
    const told = await send(`smtp://127.0.0.1:${await deadPort()}`)
    expect(told).toMatchObject({ sent: false, tries: 5 })
    expect(told.waits).toEqual([2000, 6000, 18_000, 54_000])
    expect(told.reason).toMatch(/ECONNREFUSED/)
  })

  it("that refuses for now is tried again, with the same Message-ID", async () => {
    let before = 0
    const ids: string[] = []
    const server = await mailServer({
      onData(stream, _, done) {
        let text = ""
        stream.on("data", part => {
          text += part
        })
        stream.on("end", () => {
          ids.push(/Message-ID: (.*)/i.exec(text)![1]!)
          done(before++ < 2 ? refusal(451, "4.3.0 try again later") : null)
        })
      },
    })
    expect(await send(server.url)).toMatchObject({ sent: true, tries: 3, reason: null })
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(1)
  })

  it("that refuses the sender or the mail for good is not tried again", async () => {
    const sender = await mailServer({ onMailFrom: (_, __, done) => done(refusal(553, "5.7.1 not yours")) })
    const told = await send(sender.url)
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toMatch(/553 5\.7\.1 not yours/)
    const whole = await mailServer({
      onData: (s, _, done) => s.resume().on("end", () => done(refusal(554, "spam"))),
    })
    expect(await send(whole.url)).toMatchObject({ sent: false, tries: 1 })
  })

  it("that knows none of the addresses ends it; one that knows some is said to", async () => {
    const server = await mailServer({
      onRcptTo: ({ address }, _, done) =>
        done(address.startsWith("old") ? refusal(550, "5.1.1 no such user") : null),
    })
    const none = await send(server.url, { changes: { to: ["old@example.org"] } })
    expect(none).toMatchObject({ sent: false, tries: 1 })
    expect(none.reason).toMatch(/^old@example\.org was refused: 550 5\.1\.1 no such user/)
    const some = await send(server.url, { changes: { to: ["old@example.org", "new@example.org"] } })
    expect(some).toMatchObject({ sent: true, tries: 1 })
    expect(some.reason).toMatch(/^old@example\.org was refused: 550/)
    expect(server.taken.map(l => l.recipients)).toEqual([["new@example.org"]])
  })

  it("that lets one address wait gets the mail again for that one alone", async () => {
    let waited = false
    const server = await mailServer({
      onRcptTo: ({ address }, _, done) => {
        const isFirst = address.startsWith("grey") && !waited
        if (isFirst) waited = true
        done(isFirst ? refusal(450, "4.2.0 greylisted") : null)
      },
    })
    const told = await send(server.url, { changes: { to: ["grey@example.org", "new@example.org"] } })
    expect(told).toMatchObject({ sent: true, tries: 2, reason: null })
    expect(server.taken.map(l => l.recipients)).toEqual([["new@example.org"], ["grey@example.org"]])
  })

  it("that never takes one address is said to have reached the others", async () => {
    const server = await mailServer({
      onRcptTo: ({ address }, _, done) =>
        done(address.startsWith("grey") ? refusal(450, "4.2.0 greylisted") : null),
    })
    const told = await send(server.url, { changes: { to: ["grey@example.org", "new@example.org"] } })
    expect(told).toMatchObject({ sent: true, tries: 5 })
    expect(told.reason).toMatch(/^grey@example\.org was refused: 450/)
    expect(server.taken).toHaveLength(1)
  })

  it("gets the password, over TLS if it has it; a wrong one is not tried again, nor told", async () => {
    const logins: unknown[] = []
    const server = await mailServer({
      onAuth({ username, password }, { secure }, done) {
        logins.push([username, password, secure])
        if (password === "p@ss/word") done(null, { user: username })
        else done(refusal(535, `5.7.8 ${password} is not the password of ${username}`))
      },
      authOptional: false,
    })
    const at = (login: string) => server.url.replace("//", `//${login}@`)
    expect(await send(at("desk:p%40ss%2Fword"))).toMatchObject({ sent: true, tries: 1 })
    expect(logins).toEqual([["desk", "p@ss/word", true]])
    const told = await send(at("desk:letmein"))
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toMatch(/535 5\.7\.8 \*\*\* is not the password of \*\*\*/)
  })

  it("elsewhere gets no password without TLS, nor with a certificate that proves nothing", async () => {
    const logins: unknown[] = []
    const onAuth: NonNullable<Parameters<typeof mailServer>[0]>["onAuth"] = (auth, _, done) => {
      logins.push(auth.password)
      done(null, { user: "desk" })
    }
    const plain = await mailServer({
      onAuth,
      hideSTARTTLS: true,
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
    })
    // 0.0.0.0 leads to this machine, but by its name it could be any.
    const without = await send(`smtp://desk:letmein@0.0.0.0:${plain.port}`)
    expect(without).toMatchObject({ sent: false, tries: 1 })
    const unproved = await mailServer({ onAuth })
    const untrusted = await send(`smtp://desk:letmein@0.0.0.0:${unproved.port}`)
    expect(untrusted).toMatchObject({ sent: false, tries: 1 })
    expect(untrusted.reason).toMatch(/certificate/)
    expect(logins).toEqual([])
  })

  it("with TLS from the start is spoken to like that", async () => {
    const server = await mailServer({ secure: true })
    expect(await send(server.url.replace("smtp:", "smtps:"))).toMatchObject({ sent: true })
    expect(server.taken[0]!.secure).toBe(true)
  })

  it("that never says a word is given up in time", async () => {
    const server = await socketServer(() => {})
    const told = await send(`smtp://127.0.0.1:${server.port}`, { limits: impatient })
    expect(told).toMatchObject({ sent: false, tries: 2 })
    expect(told.reason).toMatch(/^the server did not answer in time/)
    expect(server.connections()).toBe(2)
  })

  it("that falls silent in mid-mail is given up in time", async () => {
    const server = await mailServer({ onData: stream => void stream.resume() })
    const told = await send(server.url, { limits: impatient })
    expect(told).toMatchObject({ sent: false, tries: 2 })
    expect(told.reason).toMatch(/^the server did not answer in time/)
  })

  it("that dies in mid-mail is tried again", async () => {
    let before = 0
    const server = await socketServer(socket => {
      const dies = before++ === 0
      socket.write("220 here\r\n")
      let isMail = false
      socket.on("data", part => {
        const text = part.toString()
        if (isMail && dies) return socket.destroy()
        if (isMail) return void (text.endsWith("\r\n.\r\n") && socket.write("250 taken\r\n"))
        for (const line of text.split("\r\n").slice(0, -1)) {
          isMail = line === "DATA"
          socket.write(isMail ? "354 go on\r\n" : "250 well\r\n")
        }
      })
    })
    const told = await send(`smtp://127.0.0.1:${server.port}`)
    expect(told).toMatchObject({ sent: true, tries: 2, reason: null })
  })

  it("that talks without end is hung up on", async () => {
    const server = await socketServer(socket => {
      const talk = () =>
        void (socket.writable && socket.write("220-more\r\n".repeat(1000), () => setImmediate(talk)))
      talk()
    })
    const told = await send(`smtp://127.0.0.1:${server.port}`, { limits: { tries: 2 } })
    expect(told.sent).toBe(false)
  })
})

describe("a mail that cannot even be tried", () => {
  it.each([
    ["no variable", "", {}, "the variable BRIEF_SMTP_URL, for the mail server, is not set"],
    ["no address", "mail.example.org", {}, "the variable BRIEF_SMTP_URL holds no address such as"],
    [
      "another protocol",
      "https://mail.example.org",
      {},
      "the variable BRIEF_SMTP_URL holds no address such as",
    ],
    ["a slash in the password", "smtp://desk:se/cret@mail.example.org", {}, "write @ : / ? # % as"],
    ["a percent sign in the password", "smtp://desk:100%x@mail.example.org", {}, "write @ : / ? # % as"],
    ["no sender", "smtp://127.0.0.1:9", { from: "Notes" }, '"Notes" is no mail address'],
    [
      "no addressee",
      "smtp://127.0.0.1:9",
      { to: ["a@example.org", "the desk"] },
      '"the desk" is no mail address',
    ],
  ])("%s", async (_, url, changes, reason) => {
    const told = await send(url, { changes })
    expect(told).toMatchObject({ sent: false, tries: 1 })
    expect(told.reason).toContain(reason)
    expect(told.reason).not.toMatch(/se\/cret|100%x/)
  })
})
