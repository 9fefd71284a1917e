/** The ways of numbering paragraphs. */
export type Family = "arabic" | "roman" | "ROMAN" | "ordinal"

/** A mark at the beginning of a line that may number a paragraph. */
export interface Mark {
  readonly family: Family
  readonly number: number
  /** The sign that closes it: `.`, `)`, `()`, `-`, `:`; a blank if there is none; `?` if it is damaged. */
  readonly shape: string
  /** As it stands in the line, with its markup. */
  readonly printed: string
  /** What follows it in the line. */
  readonly rest: string
  /** The words of an ordinal without their signs of vowels. */
  readonly word?: string
}

/** A number in roman numerals, small; for 1 to 3999. */
export function roman(value: number): string {
  let left = value
  return romanSigns
    .map(([sign, worth]) => {
      const times = Math.floor(left / worth)
      left -= times * worth
      return sign.repeat(times)
    })
    .join("")
}

const romanSigns = [
  ["m", 1000],
  ["cm", 900],
  ["d", 500],
  ["cd", 400],
  ["c", 100],
  ["xc", 90],
  ["l", 50],
  ["xl", 40],
  ["x", 10],
  ["ix", 9],
  ["v", 5],
  ["iv", 4],
  ["i", 1],
] as const

/** The value of roman numerals, large or small; undefined if they are not written as they should be. */
export function romanValue(text: string): number | undefined {
  const small = text.toLowerCase()
  let [left, value] = [small, 0]
  for (const [sign, worth] of romanSigns)
    while (left.startsWith(sign)) [left, value] = [left.slice(sign.length), value + worth]
  return left === "" && value > 0 && roman(value) === small ? value : undefined
}

const lead = /^[\s>\u200e\u200f\u202a-\u202e]*(?:[-•·▪–]\s+)?(?:\*{1,3}|_{2})?[\s\u200e\u200f]*/
const tail = /^(?:\*{1,3}|_{2})?[\s\u200e\u200f]*/

/** Every reading of what a line begins with as the number of a paragraph. Digits of Arabic script count as digits. */
export function readMarks(raw: string): readonly Mark[] {
  const front = lead.exec(raw)![0]
  const body = westernDigits(raw.slice(front.length))
  const found = [arabic(body), romans(body), ordinal(body)].filter(m => m !== undefined)
  return found.map(({ length, ...mark }) => {
    const end = front.length + length
    const after = tail.exec(raw.slice(end))![0]
    return { ...mark, printed: raw.slice(0, end + after.length).trim(), rest: raw.slice(end + after.length) }
  })
}

/** Digits of Arabic and Persian script as 0 to 9; every character keeps its place. */
export function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 0xf))
}

type Found = Omit<Mark, "printed" | "rest"> & { readonly length: number }

const after = String.raw`(?=\s|\*|$)`
const closings: readonly (readonly [string, RegExp])[] = [
  [".", new RegExp(String.raw`^(\d{1,3})\.${after}`)],
  [")", new RegExp(String.raw`^(\d{1,3})\)${after}`)],
  ["()", new RegExp(String.raw`^[([](\d{1,3})[)\]]\.?${after}`)],
  ["-", new RegExp(String.raw`^(\d{1,3})\s?\.?\s?[-–—]${after}`)],
  [":", new RegExp(String.raw`^(\d{1,3})\s?:${after}`)],
  ["?", /^(\d{1,3})\s?\\?\.(?=[\s\p{Lu}*]|$)/u],
  ["?", /^(\d\s\d{1,2})\s?\.(?=\s|$)/],
  ["?", /^[§¶№#]\s?(\d{1,3})[.)]?(?=\s|$)/],
  ["?", /^(\d{1,3})[,;·](?=\s+[\p{Lu}\p{Lo}“"«])/u],
  ["?", /^([\dlIO]{1,3})\.(?=\s)/],
  [" ", /^(\d{1,3})(?=\s+[\p{Lu}\p{Lo}“"«])/u],
]

function arabic(body: string): Found | undefined {
  for (const [shape, pattern] of closings) {
    const match = pattern.exec(body)
    if (!match || !/\d|^[lIO]*(?:l|O)[lIO]*$/.test(match[1]!) || /^[lO]$/.test(match[1]!)) continue
    const digits = match[1]!.replace(/\s/g, "").replace(/[lI]/g, "1").replace(/O/g, "0")
    const number = Number(digits)
    if (number > 0 && !digits.startsWith("0"))
      return { family: "arabic", number, shape, length: match[0].length }
  }
  return undefined
}

const romanMark = /^([([]?)([ivxlcIVXLC]{1,8})(\s?)([.)\]:]|[-–—](?=\s))(?=\s|\*|$|\p{L}{2})/u

function romans(body: string): Found | undefined {
  const match = romanMark.exec(body)
  const letters = match?.[2] ?? ""
  const number = romanValue(letters)
  if (!match || number === undefined) return undefined
  const family =
    letters === letters.toLowerCase() ? "roman" : letters === letters.toUpperCase() ? "ROMAN" : undefined
  if (!family) return undefined
  const glued = /\p{L}/u.test(body[match[0].length] ?? "")
  const shape = match[1] ? "()" : match[4] === "–" || match[4] === "—" ? "-" : match[4]!
  return { family, number, shape: match[3] || glued ? "?" : shape, length: match[0].length }
}

const units = ["اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع"]
const tens = ["عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"].map(ten => `${ten}(?:ون|ين)`)

function tolerant(number: number): RegExp {
  const unit = number % 10
  const ten = Math.floor(number / 10)
  const first =
    unit === 1 && ten > 0 ? "(?:حادي|واحد|احد)" : unit === 2 && ten === 1 ? "(?:ثاني|اثني)" : units[unit - 1]
  const words =
    number === 10
      ? "عاشرا?"
      : ten === 0
        ? `${first}ا?`
        : ten === 1
          ? `${first}ا? عشره?`
          : unit === 0
            ? tens[ten - 2]!
            : `${first}ا? و(?:ال)?${tens[ten - 2]}`
  return new RegExp(
    `^((?:ال)?${loose(words)})\\s*(\\*{2,3}\\s*[:.\\-–—]?|[:.\\-–—،؛/)]\\s*\\*{0,3}|(?=\\s|$))`,
    "u",
  )
}

const vowels = "[\\u064b-\\u065f\\u0670\\u0640]*"

/** Letters with any signs of vowels, forms of alif and ya that are often confused, and blanks of any width. */
function loose(words: string): string {
  return words
    .replace(/[\u0621-\u064a]\??/g, letter => {
      const optional = letter.endsWith("?") ? "?" : ""
      return `(?:${forms[letter[0]!] ?? letter[0]}${vowels})${optional}`
    })
    .replace(/ /g, "\\s*")
}

const forms: Readonly<Record<string, string>> = {
  ا: "[اأإآٱ]",
  ي: "[يىئ]",
  ه: "[هة]",
  و: "[وؤ]",
}

/** Number and words of the Arabic ordinals 1 to 99, in a simple spelling. */
const ordinals: readonly (readonly [number, RegExp])[] = Array.from({ length: 99 }, (_, i) => [
  99 - i,
  tolerant(99 - i),
])

function ordinal(body: string): Found | undefined {
  if (!/^[\u0621-\u064a]/.test(body)) return undefined
  for (const [number, pattern] of ordinals) {
    const match = pattern.exec(body)
    if (!match) continue
    const word = match[1]!.replace(/[\u064b-\u065f\u0670\u0640]/g, "").replace(/\s+/g, " ")
    const shape = match[2] === "" ? " " : /[:.*]/.test(match[2]!) ? ":" : /[-–—]/.test(match[2]!) ? "-" : "?"
    return { family: "ordinal", number, shape, length: match[0].length, word }
  }
  return undefined
}

/** A mark of a sub-paragraph, with every reading: `(i)` is the ninth letter and the first of the roman numerals. */
export interface SubMark {
  readonly name: string
  readonly shape: string
  readonly readings: readonly { readonly kind: "letter" | "roman" | "digit"; readonly value: number }[]
  readonly printed: string
  readonly rest: string
}

const subMark =
  /^(?:\(\s?([a-z]{1,4}|\d{1,2}|[\u0621-\u064a]{1,2})\s?\)|([a-z]{1,4}|\d{1,2}|[\u0621-\u064a])\)|([a-z]{1,4})\.)(?=\s|\*|$|\p{Lu})/u
const abjad = "ابجدهوزحطيكلمنسعفصقرشت"

/** The mark of a sub-paragraph that a line begins with: `(a)`, `a)`, `a.`, `(iv)`, `(2)`, or a letter of the Arabic row. */
export function readSubMark(raw: string): SubMark | undefined {
  const front = lead.exec(raw)![0]
  const match = subMark.exec(westernDigits(raw.slice(front.length)))
  if (!match) return undefined
  const name = (match[1] ?? match[2] ?? match[3])!
  const readings = readingsOf(name)
  if (readings.length === 0) return undefined
  const end = front.length + match[0].length
  const behind = tail.exec(raw.slice(end))![0].length + end
  const shape = match[1] ? "()" : match[2] ? ")" : "."
  return { name, shape, readings, printed: raw.slice(0, behind).trim(), rest: raw.slice(behind) }
}

function readingsOf(name: string): SubMark["readings"] {
  if (/^\d/.test(name)) return [{ kind: "digit", value: Number(name) }]
  if (/^[\u0621-\u064a]/.test(name)) {
    const value = abjad.indexOf(name.replace(/^هـ$/, "ه").replace(/[أإآ]/g, "ا")) + 1
    return value > 0 ? [{ kind: "letter", value }] : []
  }
  const value = romanValue(name)
  const same = [...name].every(letter => letter === name[0])
  return [
    ...(same && name.length < 3
      ? [{ kind: "letter" as const, value: name.charCodeAt(0) - 96 + 26 * (name.length - 1) }]
      : []),
    ...(value !== undefined ? [{ kind: "roman" as const, value }] : []),
  ]
}
