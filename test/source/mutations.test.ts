import { beforeAll, describe, expect, it } from "vitest"
import type { JsonFile } from "../../src/json.js"
import { load } from "../../src/load.js"
import { type CitedFact, type CitedPassage, type CitedWords, citedFacts } from "../../src/source/cited.js"
import { isUnder } from "../../src/source/fingerprint.js"
import { wordsOf } from "../../src/source/normalise.js"
import { fingerprintPassages, type Passages } from "../../src/source/passages.js"
import { verify } from "../../src/source/verify.js"
import { world } from "../world.js"
import { allPassages, haveSources, sourcesFolder } from "./passing.js"

/** A fact with one thing changed, and what was changed. */
interface Mutant {
  readonly kind: string
  readonly what: string
  readonly fact: CitedFact
}

let facts: readonly CitedFact[] = []
const modes: { name: string; passages: readonly Passages[] }[] = []

beforeAll(async () => {
  const loaded = await load(world())
  facts = citedFacts({
    ...loaded.files,
    positions: loaded.files.positions.map(placeless),
    figures: loaded.files.figures.map(placeless),
    tables: loaded.files.tables.map(placeless),
  })
  const prints = [...loaded.facts.fingerprints.values()].map(fingerprintPassages)
  modes.push({ name: "fingerprint", passages: prints })
  if (haveSources) modes.push({ name: "text", passages: (await allPassages(loaded.facts)).text })
  else
    console.warn(
      `skipped: the reports are not at ${sourcesFolder}; set BRIEF_SOURCES to check by their text too`,
    )
})

/** A file that does not work out lines and columns, which would take most of the time here. */
const placeless = <T>(file: JsonFile<T>): JsonFile<T> => ({ ...file, place: () => ({ file: file.file }) })

const replaced = <T>(list: readonly T[], at: number, by: T): T[] => list.map((e, i) => (i === at ? by : e))

/** A sign that is another: a digit the next digit, a letter one of another shape. */
function otherSign(sign: string): string {
  if (/\d/.test(sign)) return String((Number(sign) + 1) % 10)
  if (/\p{Script=Arabic}/u.test(sign)) return sign === "ب" ? "ق" : "ب"
  return sign === "q" ? "z" : "q"
}

/** The words with one digit or one letter changed: every digit, and of every word one letter. */
function changedWords(words: string): string[] {
  const signs = [...words]
  const last = (i: number) => /\p{L}/u.test(signs[i]!) && !/\p{L}/u.test(signs[i + 1] ?? " ")
  return signs
    .flatMap((sign, i) => (/\d/.test(sign) || last(i) ? [replaced(signs, i, otherSign(sign)).join("")] : []))
    .filter(changed => wordsOf(changed).join(" ") !== wordsOf(words).join(" "))
}

const rewritten = (cited: CitedWords): CitedWords[] =>
  changedWords(cited.words).map(words => ({ ...cited, words }))

/** Each passage by itself, so that nothing else about the fact can give the change away. */
function passageMutants(
  { id, kind, source, passages }: CitedFact,
  labelsOf: (language: string) => readonly string[],
): Mutant[] {
  const withOnly = (passage: CitedPassage): CitedFact => {
    return { id, kind, source, passages: [passage], operative: [], dates: [], resolutions: [] }
  }
  return passages.flatMap(passage => {
    if (passage.anchors.length === 0) return []
    const anchors = passage.anchors.flatMap((anchor, j) =>
      rewritten(anchor).map(changed => ({
        kind: "anchor",
        what: `${anchor.words} → ${changed.words}`,
        fact: withOnly({ ...passage, anchors: replaced(passage.anchors, j, changed) }),
      })),
    )
    const others = labelsOf(passage.language).filter(
      l => !isUnder(l, passage.paragraph) && !isUnder(passage.paragraph, l),
    )
    const labels = others.map(paragraph => ({
      kind: "paragraph",
      what: `${passage.paragraph} → ${paragraph}`,
      fact: withOnly({ ...passage, paragraph }),
    }))
    return [...anchors, ...labels]
  })
}

function operativeMutants(fact: CitedFact): Mutant[] {
  return fact.operative.flatMap((operative, i) => {
    const words = rewritten(operative).map(changed => ({ ...operative, words: changed.words }))
    const heightened = operative.intensifier
      ? rewritten(operative.intensifier).map(intensifier => ({ ...operative, intensifier }))
      : []
    return [...words, ...heightened].map(changed => ({
      kind: "operative words",
      what: `${operative.words} → ${changed.words}, ${changed.intensifier?.words ?? "no intensifier"}`,
      fact: { ...fact, operative: replaced(fact.operative, i, changed) },
    }))
  })
}

/** Every number that differs from a value in one digit and has as many digits. */
function otherValues(value: number): number[] {
  const signs = [...String(value)]
  return signs.flatMap((sign, i) =>
    /\d/.test(sign)
      ? [..."0123456789"]
          .filter(digit => digit !== sign && !(i === 0 && digit === "0" && signs.length > 1))
          .map(digit => Number(replaced(signs, i, digit).join("")))
      : [],
  )
}

function valueMutants(fact: CitedFact): Mutant[] {
  const { value } = fact
  if (!value) return []
  return otherValues(value.value).map(other => ({
    kind: "value",
    what: `${value.value} → ${other}`,
    fact: { ...fact, value: { ...value, value: other } },
  }))
}

function namedMutants(fact: CitedFact): Mutant[] {
  const resolutions = fact.resolutions.flatMap((resolution, i) =>
    rewritten(resolution).map(changed => ({
      kind: "resolution",
      what: `${resolution.words} → ${changed.words}`,
      fact: { ...fact, resolutions: replaced(fact.resolutions, i, changed) },
    })),
  )
  const dates = fact.dates.flatMap((date, i) => {
    const printed = (date.day ?? date.period)!
    const month = printed.slice(5, 7)
    const next = String((Number(month) % 12) + 1).padStart(2, "0")
    const others = [printed.replace(`-${month}`, `-${next}`)]
    if (!date.yearInferred) others.push(printed.replace(/^(\d{3})\d/, (_, y) => `${y}1`))
    return others.map(other => ({
      kind: "date",
      what: `${printed} → ${other}`,
      fact: {
        ...fact,
        dates: replaced(fact.dates, i, { ...date, ...(date.day ? { day: other } : { period: other }) }),
      },
    }))
  })
  return [...resolutions, ...dates]
}

const caught = (fact: CitedFact, passages: readonly Passages[]) =>
  verify([fact], passages).problems.length > 0

describe("citations in the data", () => {
  it("stand, each in the paragraph it names, by fingerprint and by text alike", () => {
    for (const { passages } of modes) {
      const { problems, unchecked } = verify(facts, passages)
      expect({ problems, unchecked }).toEqual({ problems: [], unchecked: 0 })
    }
  })

  it("are caught where one digit, one letter, the paragraph, a value or a date is changed: none survives", () => {
    const counts = new Map<string, number>()
    const survivors: string[] = []
    for (const fact of facts) {
      const labelsOf = (language: string) =>
        modes[0]!.passages.find(p => p.source === fact.source && p.language === language)!.labels
      const mutants = [
        ...passageMutants(fact, labelsOf),
        ...operativeMutants(fact),
        ...valueMutants(fact),
        ...namedMutants(fact),
      ]
      for (const mutant of mutants) {
        counts.set(mutant.kind, (counts.get(mutant.kind) ?? 0) + 1)
        const verdicts = modes.map(({ passages }) => caught(mutant.fact, passages))
        if (!verdicts.every(v => v)) survivors.push(`${fact.id}: ${mutant.kind}: ${mutant.what}: ${verdicts}`)
      }
    }
    const told = [...counts].map(([kind, count]) => `${count} by ${kind}`).join(", ")
    console.info(`${facts.length} facts changed by ${modes.map(m => m.name).join(" and ")}: ${told}`)
    expect(survivors).toEqual([])
  })
})
