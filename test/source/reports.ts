import { roman } from "../../src/source/labels.js"

/** A report that nobody wrote: its text layer as plain text, and the labels and words that must be read from it. */
export interface InventedReport {
  readonly text: string
  readonly segments: readonly (readonly [label: string, words: string])[]
  /** What is wrong with the text, for the name of a test. */
  readonly damage: readonly string[]
}

type Language = "en" | "fr" | "ar"
type Spacing = "blank between" | "no blank" | "double" | "changing"

const vocabulary: Readonly<Record<Language, string>> = {
  en: "river council road market under the near bridge with many wells of grain and a school for young farmers in town by evening after long rains new boats carried salt from hills to ports while guards kept watch over stores during its second month",
  fr: "fleuve conseil route marché sous le près du pont avec plusieurs puits de grain et une école pour jeunes paysans en ville vers le soir après de longues pluies des barques neuves portaient du sel depuis les collines",
  ar: "نهر مجلس طريق سوق تحت قرب جسر مع آبار كثيرة من حبوب ومدرسة للفلاحين في مدينة عند مساء بعد أمطار طويلة وقوارب جديدة تحمل ملحا من تلال إلى موانئ",
}

const ordinalWords =
  "أولاً ثانيا ثالثًا رابعاً خامسا سادساً سابعاً ثامناً تاسعا عاشرا,حادي عشر,ثانى عشر,ثالث عشر,رابع عشر,خامس عشر,سادس عشر,سابع عشر,ثامن عشر,تاسع عشر,عشرون,حادي وعشرون,ثاني وعشرين"
    .split(",")
    .flatMap((group, i) => (i === 0 ? group.split(" ") : [group]))

/** Numbers from 0 to 1, always the same for one seed (the generator known as mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Block {
  readonly kind: "title" | "opening" | "heading" | "paragraph" | "table"
  readonly label: string
  /** What stands before the words. */
  readonly mark: string
  readonly words: readonly string[]
}

/** One invented report; the seed decides its language, numbering, layout, and what is damaged. */
export function inventReport(seed: number): InventedReport {
  const random = chance(seed)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const maybe = (share: number) => random() < share
  const language = one<Language>(["en", "fr", "ar"])
  const numbering = language === "ar" ? one(["arabic", "ordinal"]) : one(["arabic", "roman"])
  const wrapped = maybe(0.7)
  const spacing = wrapped
    ? one<Spacing>(["blank between", "no blank", "double", "changing"])
    : one<Spacing>(["blank between", "no blank"])
  const wrong = {
    heads: maybe(0.5),
    links: maybe(0.4),
    markup: spacing !== "double" && maybe(0.3),
    stray: maybe(0.4),
    numbers: maybe(0.6),
    notes: maybe(0.3),
    lost: spacing === "blank between" && maybe(0.4),
    broken: maybe(0.3),
  }
  const words = vocabulary[language].split(" ")

  const token = (): readonly string[] => {
    if (wrong.numbers && maybe(0.06))
      return [one(["22", "2", "14,", "2017", "12.5", "3.8", "1,434", "41", "2015-2017"])]
    if (wrong.numbers && maybe(0.02)) return ["2", one(["April", "mai", "يوليو"])]
    const word = one(words)
    return wrong.stray && word.length > 4 && maybe(0.03) ? [word.slice(0, -1), word.slice(-1)] : [word]
  }
  const sentence = (end: string): string[] => {
    const said = Array.from({ length: 8 + Math.floor(random() * 12) }, token).flat()
    const first = one(words)
    const last = one(words)
    return [first[0]!.toUpperCase() + first.slice(1), ...said, last + end]
  }
  const prose = (end = "."): string[] => [
    ...Array.from({ length: 1 + Math.floor(random() * 4) }, () => sentence(".")).flat(),
    ...sentence(end),
  ]
  const caption = (): string[] => {
    const [first, ...rest] = Array.from({ length: 2 + Math.floor(random() * 4) }, () => one(words))
    return [first![0]!.toUpperCase() + first!.slice(1), ...rest]
  }

  const printed = (n: number): string => {
    const plain =
      numbering === "roman" ? `${roman(n)}.` : numbering === "ordinal" ? `${ordinalWords[n - 1]}:` : `${n}.`
    if (wrong.markup && maybe(0.6)) return one([`- **${plain}**`, `**${plain}**`, `- ${plain}**`])
    if (wrong.broken && numbering === "arabic" && n > 1 && maybe(0.15))
      return one([`${n} .`, n > 9 ? `${String(n)[0]} ${String(n).slice(1)}.` : `${n} .`])
    return plain
  }
  const labelOf = (n: number) => (numbering === "arabic" ? String(n) : roman(n))

  const numbered = (prefix: string, count: number, plain: boolean): Block[] => {
    const blocks: Block[] = []
    let [section, letter, counted] = [0, 0, 0]
    for (let n = 1; n <= count; n++) {
      if (!plain && maybe(n === 1 ? 0.5 : 0.25)) {
        section++
        letter = 0
        blocks.push({
          kind: "heading",
          label: `${prefix}heading ${roman(section).toUpperCase()}`,
          mark: `${roman(section).toUpperCase()}.`,
          words: caption(),
        })
      }
      if (section > 0 && !plain && maybe(0.2)) {
        const name = String.fromCharCode(65 + letter++)
        blocks.push({
          kind: "heading",
          label: `${prefix}heading ${roman(section).toUpperCase()}.${name}`,
          mark: `${name}.`,
          words: caption(),
        })
      } else if (n > 1 && blocks.at(-1)!.kind === "paragraph" && !plain && maybe(0.1)) {
        blocks.push({ kind: "heading", label: `${prefix}heading ${++counted}`, mark: "", words: caption() })
      }
      const label = prefix + labelOf(n)
      const lost = wrong.lost && n > 1 && n < count && blocks.at(-1)!.kind === "paragraph" && maybe(0.1)
      const list = !lost && maybe(0.15)
      blocks.push({ kind: "paragraph", label, mark: lost ? "" : printed(n), words: prose(list ? ":" : ".") })
      if (list) blocks.push(...listOf(label))
    }
    return blocks
  }
  const listOf = (label: string): Block[] => {
    const count = 2 + Math.floor(random() * 5)
    return Array.from({ length: count }, (_, i): Block[] => {
      const name = `(${String.fromCharCode(97 + i)})`
      const nested = maybe(0.15)
      const own: Block = {
        kind: "paragraph",
        label: label + name,
        mark: name,
        words: sentence(nested ? ":" : i === count - 1 ? "." : ";"),
      }
      if (!nested) return [own]
      return [
        own,
        ...[1, 2, 3].map(
          (k): Block => ({
            kind: "paragraph",
            label: `${label}${name}(${roman(k)})`,
            mark: `(${roman(k)})`,
            words: sentence(";"),
          }),
        ),
      ]
    }).flat()
  }

  const most = numbering === "ordinal" ? 22 : 45
  const blocks: Block[] = []
  if (maybe(0.8)) blocks.push({ kind: "title", label: "title", mark: "", words: caption() })
  const openings = Math.floor(random() * 3)
  for (let i = 1; i <= openings; i++)
    blocks.push({
      kind: "opening",
      label: i === 1 ? "opening" : `opening ${i}`,
      mark: "",
      words: prose(i === openings ? ":" : "."),
    })
  blocks.push(...numbered("", 4 + Math.floor(random() * (most - 4)), openings > 0))
  const annexes = Math.floor(random() * 3)
  for (let i = 1; i <= annexes; i++) {
    const name = `annex ${roman(i).toUpperCase()}`
    const word = { en: "Annex", fr: "Annexe", ar: "المرفق" }[language]
    blocks.push({
      kind: "heading",
      label: name,
      mark: `${word} ${language === "ar" ? ["الأول", "الثاني"][i - 1] : roman(i).toUpperCase()}`,
      words: [],
    })
    if (numbering === "arabic" && maybe(0.6))
      blocks.push(...numbered(`${name}.`, 3 + Math.floor(random() * 12), true))
    else
      blocks.push({
        kind: "table",
        label: `${name}.table`,
        mark: "",
        words: Array.from({ length: 12 }, (_, k) => `${one(words)} ${k + 3} ${k * 7}`),
      })
  }
  return {
    ...laidOut(blocks, { random, wrapped, spacing, wrong, language }),
    damage: [
      language,
      numbering,
      spacing,
      ...Object.entries(wrong).flatMap(([name, on]) => (on ? [name] : [])),
    ],
  }
}

interface Layout {
  readonly random: () => number
  readonly wrapped: boolean
  readonly spacing: Spacing
  readonly language: Language
  readonly wrong: { readonly heads: boolean; readonly links: boolean; readonly notes: boolean }
}

function laidOut(
  blocks: readonly Block[],
  { random, wrapped, spacing, wrong }: Layout,
): Pick<InventedReport, "text" | "segments"> {
  const width = 60 + Math.floor(random() * 35)
  const symbol = `S/20${10 + Math.floor(random() * 14)}/${100 + Math.floor(random() * 800)}`
  const lines: string[] = []
  const segments: [string, string][] = []
  let [page, note, sinceHead] = [1, 0, 0]
  blocks.forEach((block, at) => {
    const double = spacing === "double" || (spacing === "changing" && at > blocks.length / 2)
    const before = blocks[at - 1]
    const wide = block.kind !== "paragraph" || (before && before.kind !== "paragraph")
    if (at > 0)
      lines.push(
        ...Array<string>(
          double
            ? wide
              ? 3
              : 1
            : spacing === "no blank" && block.kind === "paragraph" && before!.kind === "paragraph"
              ? 0
              : wide
                ? 2
                : 1,
        ).fill(random() < 0.2 ? " " : ""),
      )
    const own =
      block.kind === "table"
        ? block.words
        : broken(
            [...block.mark.split(" "), ...block.words].filter(w => w !== ""),
            wrapped ? width : 1e6,
            random,
          )
    const aside: [string, string][] = []
    own.forEach((line, i) => {
      lines.push(line + (random() < 0.3 ? " " : ""))
      if (double && i < own.length - 1) lines.push("")
      const inside = i < own.length - 1 && block.kind === "paragraph"
      if (inside && wrong.links && random() < 0.05) lines.push(`https://undocs.org/${symbol}`)
      if (inside && wrong.notes && note < 9 && random() < 0.03) {
        note++
        lines.push("", `${"⁰¹²³⁴⁵⁶⁷⁸⁹"[note]} See ${symbol}.`, "")
        aside.push([`note ${note}`, `See ${symbol}.`])
      }
      if (inside && wrong.heads && ++sinceHead > 12 && random() < 0.3) {
        sinceHead = 0
        page++
        lines.push("", "", symbol, "", random() < 0.5 ? `${page}/27 17-08909` : `${page}/27`, "")
      }
    })
    const words = block.kind === "table" ? own.join(" ") : block.words.join(" ")
    segments.push([block.label, words], ...aside)
  })
  return { text: `${lines.join("\n")}\n`, segments }
}

/** Words in lines; a number likes to come first in its line. */
function broken(words: readonly string[], width: number, random: () => number): readonly string[] {
  const lines: string[] = []
  let line = ""
  words.forEach((word, i) => {
    const early = i > 3 && width < 1e6 && /^\d/.test(word) && line.length > width * 0.6 && random() < 0.7
    if (line !== "" && (line.length + word.length + 1 > width || early)) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  })
  return line === "" ? lines : [...lines, line]
}
