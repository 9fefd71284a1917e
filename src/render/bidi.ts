/** The direction of a paragraph or of a quotation in it. */
export type Direction = "ltr" | "rtl"

/** Bidirectional classes (Unicode Standard Annex #9, table 4); marks that order nothing and controls are "BN". */
type Class = "L" | "R" | "AL" | "AN" | "EN" | "ES" | "ET" | "CS" | "NSM" | "BN" | "S" | "WS" | "ON"

/** The direction that each UTF-16 unit of a text has once it is set: numbers in Arabic text are "rtl", those in Latin "ltr". */
export type Sides = readonly Direction[]

const others: readonly (readonly [RegExp, Class])[] = [
  [/[\u2066-\u2069]/u, "ON"],
  [/[\u200E]/u, "L"],
  [/[\u0600-\u0605\u0660-\u0669\u066B\u066C\u06DD\u0890\u0891\u08E2]/u, "AN"],
  [/[0-9\u00B2\u00B3\u00B9\u06F0-\u06F9\u2070\u2074-\u2079\u2080-\u2089\u2488-\u249B\uFF10-\uFF19]/u, "EN"],
  [/[+\-\u207A\u207B\u208A\u208B\u2212\uFB29\uFE62\uFE63\uFF0B\uFF0D]/u, "ES"],
  [
    /[#$%\u00A2-\u00A5\u00B0\u00B1\u058F\u0609\u060A\u066A\u2030-\u2034\u20A0-\u20C0\u212E\u2213\uFE5F\uFE69\uFE6A\uFF03-\uFF05]/u,
    "ET",
  ],
  [/[,./:\u00A0\u060C\u202F\u2044\uFE50\uFE52\uFE55\uFF0C\uFF0E\uFF0F\uFF1A]/u, "CS"],
  [/[\n\r\t\v\u0085\u2029]/u, "S"],
  [/[\s\u2028]/u, "WS"],
  [/\p{Mn}|\p{Me}/u, "NSM"],
  [/[\u0606\u0607\u060E\u060F\u06DE\u06E9\uFD3E\uFD3F\uFD40-\uFD4F\uFDCF\uFDFD-\uFDFF]/u, "ON"],
  [/[\u0608-\u07BF\u0860-\u08FF\uFB50-\uFDFC\uFE70-\uFEFC\u061C]/u, "AL"],
  [/[\u0590-\u05FF\u07C0-\u085F\uFB1D-\uFB4F\u200F]/u, "R"],
  [/[\p{Cf}\p{Cc}]/u, "BN"],
  [/[\p{L}\p{Mc}\p{Nl}\p{Co}\u00AA\u2132\u249C-\u24E9]/u, "L"],
]

const known = new Map<string, Class>()

function classOf(char: string): Class {
  const cached = known.get(char)
  if (cached) return cached
  const found = others.find(([pattern]) => pattern.test(char))?.[1] ?? "ON"
  known.set(char, found)
  return found
}

/**
 * The direction of every character of a paragraph, by the Unicode bidirectional algorithm (UAX #9, rules W1 to N2). Isolates
 * (U+2066, U+2067 … U+2069) are followed; embeddings and overrides, which no note needs, are passed over.
 */
export function sidesOf(text: string, base: Direction): Sides {
  const sides: Direction[] = new Array(text.length).fill(base)
  const chars = [...takeIsolates(text, sides)]
  const resolved = resolve(chars, base)
  let at = 0
  for (const [i, char] of chars.entries())
    for (const _ of char.split("")) {
      if (char !== isolated) sides[at] = resolved[i] === "L" ? "ltr" : "rtl"
      at++
    }
  return sides
}

const isolates = /[\u2066\u2067\u2069]/
/** Stands, a neutral character, for every unit of an isolate in the text around it. */
const isolated = "\u2068"

/** The text with its isolates, resolved on their own, as neutral characters. */
function takeIsolates(text: string, sides: Direction[]): string {
  if (!isolates.test(text)) return text
  const units = text.split("")
  let [depth, from] = [0, 0]
  for (const [i, unit] of text.split("").entries()) {
    if (unit === "\u2066" || unit === "\u2067") {
      if (depth++ === 0) from = i
    } else if (unit === "\u2069" && depth > 0 && --depth === 0) {
      const direction = text[from] === "\u2066" ? "ltr" : "rtl"
      for (const [k, side] of sidesOf(text.slice(from + 1, i), direction).entries())
        sides[from + 1 + k] = side
      units.fill(isolated, from, i + 1)
    }
  }
  return units.join("")
}

function resolve(chars: readonly string[], base: Direction): readonly Class[] {
  const start: Class = base === "rtl" ? "R" : "L"
  const classes = chars.map(classOf)
  weak(classes, start)
  brackets(chars, classes, start)
  neutral(classes, start)
  return classes
}

/** Rules W1 to W7: what marks, numbers and the signs around them go with. */
function weak(classes: Class[], start: Class): void {
  let last: Class = start
  let strong: Class = start
  for (const [i, own] of classes.entries()) {
    if (own === "BN") continue
    if (own === "NSM") classes[i] = last
    const now = classes[i]!
    if (now === "EN" && strong === "AL") classes[i] = "AN"
    if (now === "L" || now === "R" || now === "AL") strong = now
    last = now
  }
  for (const [i, own] of classes.entries()) if (own === "AL") classes[i] = "R"
  separators(classes)
  terminators(classes)
  strong = start
  for (const [i, own] of classes.entries()) {
    if (own === "L" || own === "R") strong = own
    else if (own === "EN" && strong === "L") classes[i] = "L"
    else if (own === "ES" || own === "ET" || own === "CS") classes[i] = "ON"
  }
}

const beside = (classes: readonly Class[], i: number, step: 1 | -1) => {
  let at = i + step
  while (classes[at] === "BN") at += step
  return classes[at]
}

/** Rule W4: one sign or mark between two numbers. */
function separators(classes: Class[]): void {
  for (const [i, own] of classes.entries()) {
    if (own !== "ES" && own !== "CS") continue
    const [before, after] = [beside(classes, i, -1), beside(classes, i, 1)]
    if (before !== after) continue
    if (before === "EN" || (before === "AN" && own === "CS")) classes[i] = before
  }
}

/** Rule W5: signs such as % beside a European number. */
function terminators(classes: Class[]): void {
  for (let from = 0; from < classes.length; from++) {
    if (classes[from] !== "ET") continue
    let to = from
    while (classes[to] === "ET" || classes[to] === "BN") to++
    const touches = beside(classes, from, -1) === "EN" || classes[to] === "EN"
    if (touches) classes.fill("EN", from, to)
    from = to
  }
}

const pairs: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "⟨": "⟩",
  "⟦": "⟧",
  "⁽": "⁾",
  "₍": "₎",
}
const strongOf = (own: Class | undefined): Class | undefined =>
  own === "L" ? "L" : own === "R" || own === "EN" || own === "AN" ? "R" : undefined

/** Rule N0: both brackets of a pair go the same way. */
function brackets(chars: readonly string[], classes: Class[], start: Class): void {
  for (const [open, close] of pairsIn(chars, classes)) {
    const inside = classes.slice(open + 1, close).map(strongOf)
    if (!inside.some(Boolean)) continue
    const before = classes.slice(0, open).map(strongOf).findLast(Boolean) ?? start
    const side = inside.includes(start) ? start : before
    for (const at of [open, close]) {
      classes[at] = side
      for (let i = at + 1; chars[i] !== undefined && /\p{Mn}|\p{Me}/u.test(chars[i]!); i++) classes[i] = side
    }
  }
}

function pairsIn(
  chars: readonly string[],
  classes: readonly Class[],
): readonly (readonly [number, number])[] {
  const open: { at: number; close: string }[] = []
  const found: [number, number][] = []
  for (const [i, char] of chars.entries()) {
    if (classes[i] !== "ON") continue
    if (pairs[char]) open.push({ at: i, close: pairs[char]! })
    const match = open.findLastIndex(({ close }) => close === char)
    if (match < 0) continue
    found.push([open[match]!.at, i])
    open.length = match
  }
  return found.sort(([a], [b]) => a - b)
}

/** Rules N1 and N2: what is left goes with both neighbours if they agree, else with the paragraph. */
function neutral(classes: Class[], start: Class): void {
  const isNeutral = (own: Class | undefined) => own === "ON" || own === "WS" || own === "S" || own === "BN"
  for (let from = 0; from < classes.length; from++) {
    if (!isNeutral(classes[from])) continue
    let to = from
    while (isNeutral(classes[to])) to++
    const [before, after] = [strongOf(classes[from - 1]) ?? start, strongOf(classes[to]) ?? start]
    classes.fill(before === after ? before : start, from, to)
    from = to
  }
}
