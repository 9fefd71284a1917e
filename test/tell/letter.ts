/** A part of a letter: its headers by small letters, unfolded and decoded, and its bytes. */
export interface LetterPart {
  readonly headers: Readonly<Record<string, string>>
  /** The names of all headers as they stand in it, also those that come twice. */
  readonly names: readonly string[]
  readonly bytes: Buffer
  /** The name of an attached file. */
  readonly filename: string | undefined
}

/** A letter as it came, with all its parts that have no parts themselves. */
export interface Letter extends LetterPart {
  readonly raw: string
  readonly parts: readonly LetterPart[]
}

/** Reads a letter by RFC 5322, 2045, 2047 and 2231, as far as tests need them. */
export function readLetter(raw: Buffer): Letter {
  const whole = partOf(raw)
  return { ...whole, raw: raw.toString("latin1"), parts: leaves(whole) }
}

function partOf(raw: Buffer): LetterPart {
  const end = raw.indexOf("\r\n\r\n")
  const lines = raw
    .subarray(0, end)
    .toString()
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
  const fields = lines.map(line => [
    line.slice(0, line.indexOf(":")),
    line.slice(line.indexOf(":") + 1).trim(),
  ])
  const headers = Object.fromEntries(
    fields.map(([name, value]) => [name!.toLowerCase(), decodedWords(value!)]),
  )
  const body = raw.subarray(end + 4)
  return {
    headers,
    names: fields.map(([name]) => name!.toLowerCase()),
    bytes: decodedBody(body, headers["content-transfer-encoding"]),
    filename: parameter(headers["content-disposition"] ?? "", "filename"),
  }
}

function leaves(part: LetterPart): LetterPart[] {
  const boundary = parameter(part.headers["content-type"] ?? "", "boundary")
  if (!boundary) return [part]
  const pieces = part.bytes.toString("latin1").split(`--${boundary}`).slice(1, -1)
  return pieces.flatMap(piece => leaves(partOf(Buffer.from(piece.slice(2, -2), "latin1"))))
}

function decodedBody(body: Buffer, encoding = ""): Buffer {
  if (encoding === "base64") return Buffer.from(body.toString("latin1"), "base64")
  return encoding === "quoted-printable" ? quoted(body.toString("latin1").replace(/=\r\n/g, "")) : body
}

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  )

const decodedWords = (value: string) =>
  value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/(?:=\?utf-8\?[BQ]\?[^?]*\?=)+/gi, words =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi)].map(([, kind, text]) =>
          kind!.toUpperCase() === "B" ? Buffer.from(text!, "base64") : quoted(text!.replaceAll("_", " ")),
        ),
      ).toString(),
    )

/** A parameter of a header, also in pieces and encoded: filename*0*=utf-8''%D9; filename*1*=%85. */
function parameter(header: string, name: string): string | undefined {
  const pieces = [...header.matchAll(new RegExp(`;\\s*${name}(\\*\\d+)?(\\*)?=("[^"]*"|[^;]*)`, "g"))]
  if (pieces.length === 0) return undefined
  const text = pieces.map(m => m[3]!.replace(/^"|"$/g, "").trim()).join("")
  return pieces[0]![2] ? decodeURIComponent(text.replace(/^utf-8''/i, "")) : text
}
