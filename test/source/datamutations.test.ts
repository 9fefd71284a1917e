import { beforeAll, describe, expect, it } from "vitest"
import { auditAll } from "../../src/audit/audit.js"
import type { DataFiles } from "../../src/files.js"
import type { JsonFile } from "../../src/json.js"
import { load } from "../../src/load.js"
import { backedProblems, bareNumbersIn } from "../../src/source/backed.js"
import { citedFacts } from "../../src/source/cited.js"
import { metadataProblems, sourceFacts } from "../../src/source/metadata.js"
import { ownFacts } from "../../src/source/ownfacts.js"
import { textsIn } from "../../src/source/ownwords.js"
import { fingerprintPassages, type Passages } from "../../src/source/passages.js"
import { sameNumbersProblems } from "../../src/source/samenumbers.js"
import { verify } from "../../src/source/verify.js"
import { world } from "../world.js"

type Path = readonly (string | number)[]
type Json = Readonly<Record<string, unknown>>
type ListFile = JsonFile<Readonly<Record<string, readonly Json[]>>>

let files: DataFiles
let passages: readonly Passages[] = []

beforeAll(async () => {
  const loaded = await load(world())
  files = loaded.files
  passages = [...loaded.facts.fingerprints.values()].map(fingerprintPassages)
})

/** A value with what stands at a path exchanged. */
function changedAt(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((e, i) => (i === key ? changedAt(e, rest, by) : e))
  const object = value as Json
  return { ...object, [key]: changedAt(object[key], rest, by) }
}

/** All that is found wrong about one entry of a data file, alone with the entries that it names. */
interface Verdict {
  readonly cited: boolean
  readonly backed: boolean
  readonly same: boolean
}

const placeless = (file: JsonFile<unknown>, value: unknown) =>
  ({ file: file.file, value, place: () => ({ file: file.file }) }) as never

/** The identifiers of observations that an entry names, and those that they name. */
function namedBy(entry: Json, all: ReadonlyMap<string, Json>): Json[] {
  const ids = (e: Json) => [
    e.of,
    e.ceiling,
    ...((e.recompute as { inputs?: string[] } | undefined)?.inputs ?? []),
    ...((e.beside as string[] | undefined) ?? []),
    ...((e.figures as string[] | undefined) ?? []),
  ]
  const found = (e: Json): Json[] =>
    ids(e).flatMap(id => {
      const other = all.get(id as string)
      return other ? [other] : []
    })
  const first = found(entry)
  const second = first.flatMap(found)
  return [...new Set([...first, ...second])].filter(e => e.id !== entry.id)
}

function verdictOn(file: JsonFile<unknown>, list: string, entry: Json): Verdict {
  const value = file.value as Json
  const figures = list === "observations" || list === "gaps"
  const all = new Map(
    files.figures.flatMap(f => f.value.observations.map(o => [o.id, o as unknown as Json] as const)),
  )
  const empty = figures
    ? { observations: namedBy(entry, all), gaps: [], doubts: [], notReported: [] }
    : list === "versionDifferences" || list === "doubts"
      ? { versionDifferences: [], doubts: [] }
      : { positions: [], versionDifferences: [], doubts: [] }
  const others = figures && list === "observations" ? empty.observations! : []
  const small = placeless(file, { ...value, ...empty, [list]: [entry, ...others] })
  const none: DataFiles = {
    ...files,
    figures: [],
    positions: [],
    tables: figures ? files.tables : [],
    judgements: [],
  }
  const key = file.file.split("/")[1] as "figures" | "positions" | "judgements"
  const tried = { ...none, ...(key === "judgements" && { positions: files.positions }), [key]: [small] }
  const mine = <T extends { readonly id: string }>(facts: readonly T[]) =>
    facts.filter(f => f.id === entry.id)
  const found = verify(mine(citedFacts(tried)), passages).problems
  const owns = ownFacts(tried)
  const own = key === "judgements" ? owns.filter(f => f.id.includes(" and ")) : mine(owns)
  const same = { ...emptyFiles(), [key]: [placeless(file, { [list]: [entry] })] } as never
  return {
    cited: found.length > 0,
    backed: backedProblems(own).length > 0,
    same: sameNumbersProblems(same).length > 0,
  }
}

const emptyFiles = () => Object.fromEntries(Object.keys(files).map(key => [key, []]))

const nextDigit = (text: string) => text.replace(/\d(?!.*\d)/su, d => String((Number(d) + 1) % 10))
const sevens: Readonly<Record<string, readonly [string, string]>> = {
  en: ["seven", "nine"],
  fr: ["sept", "neuf"],
  ar: ["سبعة", "تسعة"],
}

interface Mutant {
  readonly kind: string
  readonly path: Path
  readonly by: unknown
}

/** Every number in own words, in every language, made another: its last digit, or its words. */
function ownMutants(entry: Json): Mutant[] {
  return textsIn(entry).flatMap(({ texts, path }) =>
    Object.entries(texts).flatMap(([language, text]) =>
      bareNumbersIn(text, language)
        // One and two in words may be no number at all.
        .filter(n => n.kind !== "roman" && !(n.kind === "words" && (n.value ?? 0) <= 2))
        .map(n => {
          const [seven = "", nine = ""] = sevens[language] ?? []
          const other = n.kind === "words" ? (n.value === 7 ? nine : seven) : nextDigit(n.text)
          const by = text.slice(0, n.index) + other + text.slice(n.index + n.text.length)
          const kind = n.kind === "words" ? "number word" : "digit"
          return { kind: `${kind} in own words`, path: [...path, language], by }
        }),
    ),
  )
}

const otherDay = (date: string) => {
  const month = String((Number(date.slice(5, 7)) % 12) + 1).padStart(2, "0")
  const years = [date.replace(/^\d{4}/, y => String(Number(y) + 1))]
  return date.length > 4 ? [...years, date.replace(/^(\d{4})-\d\d/, `$1-${month}`)] : years
}

/** Days of observations and gaps, each with another month and another year. */
function dayMutants(entry: Json): Mutant[] {
  const {
    asOf,
    period = {},
    expected = {},
    fromTable,
  } = entry as {
    asOf?: string
    fromTable?: unknown
    period?: { from?: string; to?: string }
    expected?: { day?: string; period?: string }
  }
  const days = [
    ...(asOf && !fromTable ? [[["asOf"], asOf] as const] : []),
    ...Object.entries(period).map(([key, day]) => [["period", key], day!] as const),
    ...(expected.period ? [[["expected", "period"], expected.period] as const] : []),
  ]
  return days.flatMap(([path, day]) => otherDay(day).map(by => ({ kind: "day", path, by })))
}

const qualifiers = ["exactly", "about", "more than", "at least", "fewer than", "up to", "nearly"]

/** A value made another number of its own anchors, or off by a digit; and every other qualifier. */
function valueMutants(entry: Json): Mutant[] {
  const { value, qualifier, fromTable, citations } = entry as {
    value?: number | null
    qualifier?: string
    fromTable?: unknown
    citations: readonly { language: string; anchors: readonly string[] }[]
  }
  if (typeof value !== "number" || fromTable) return []
  const near = citations.flatMap(c => c.anchors.flatMap(a => bareNumbersIn(a, c.language).map(n => n.value)))
  const others = new Set([...near, value + 1].filter(n => n !== undefined && n !== value))
  return [
    ...[...others].map(by => ({ kind: "value", path: ["value"], by })),
    ...qualifiers.filter(q => q !== qualifier).map(by => ({ kind: "qualifier", path: ["qualifier"], by })),
  ]
}

/** Every paragraph cited made each label above it and below it, and the one after it. */
function labelMutants(entry: Json, source: (language: string) => readonly string[]): Mutant[] {
  const citations = (entry.citations ?? []) as readonly { language: string; paragraph: string }[]
  return citations.flatMap(({ language, paragraph }, i) => {
    const labels = source(language)
    const kin = labels.filter(
      l =>
        l !== paragraph &&
        (l.startsWith(paragraph) || (paragraph.startsWith(l) && /^[(.]/.test(paragraph.slice(l.length)))),
    )
    const next = labels[labels.indexOf(paragraph) + 1] ?? []
    const tables = new Set([`${paragraph}.table`])
    return [...new Set([...kin, next].flat())]
      .filter(by => !tables.has(by))
      .map(by => ({ kind: "paragraph", path: ["citations", i, "paragraph"], by }))
  })
}

/** Each entry of a kind with its file, in the order of the files. */
const entriesOf = (list: string): { file: JsonFile<unknown>; entry: Json }[] =>
  ([...files.figures, ...files.positions, ...files.judgements] as unknown as ListFile[]).flatMap(file =>
    (file.value[list] ?? []).map(entry => ({ file: file as JsonFile<unknown>, entry })),
  )

const labelsIn = (file: JsonFile<unknown>) => (language: string) => {
  const { source, meeting } = file.value as { source?: string; meeting?: string }
  const id = source ?? files.meetings?.value.meetings.find(m => m.id === meeting)?.source
  return passages.find(p => p.source === id && p.language === language)?.labels ?? []
}

const faultless: Verdict = { cited: false, backed: false, same: false }

describe("the data files", () => {
  it("are caught with any number, day, value, qualifier or paragraph changed", () => {
    const counts = new Map<string, { all: number; alone: number }>()
    const survivors: string[] = []
    for (const list of ["observations", "gaps", "positions", "versionDifferences", "judgements"]) {
      for (const { file, entry } of entriesOf(list)) {
        // Unchanged it has no fault, or the changes would prove nothing.
        expect({ id: entry.id, ...verdictOn(file, list, entry) }).toEqual({ id: entry.id, ...faultless })
        const mutants = [
          ...ownMutants(entry),
          ...dayMutants(entry),
          ...valueMutants(entry),
          ...labelMutants(entry, labelsIn(file)),
        ]
        for (const { kind, path, by } of mutants) {
          const { cited, backed, same } = verdictOn(file, list, changedAt(entry, path, by) as Json)
          const count = counts.get(kind) ?? { all: 0, alone: 0 }
          counts.set(kind, { all: count.all + 1, alone: count.alone + (cited || backed ? 1 : 0) })
          if (!cited && !backed && !same) survivors.push(`${entry.id}: ${kind}: ${path.join(".")} → ${by}`)
        }
      }
    }
    const told = [...counts].map(
      ([kind, c]) => `${c.all} by ${kind} (${c.alone} without the other languages)`,
    )
    console.info(`data files changed: ${told.join(", ")}; ${survivors.length} survive`)
    expect(survivors).toEqual([])
  })

  it("are caught where a document is said to be another", () => {
    const { sources, meetings, positions } = files
    const check = (changed: Partial<DataFiles>) => {
      const tried = { ...files, ...changed }
      const facts = ownFacts({ ...tried, figures: [], positions: [], judgements: [], tables: [] })
      return (
        metadataProblems(tried, passages).length +
        verify(sourceFacts(tried), passages).problems.length +
        backedProblems(facts).length
      )
    }
    const survivors: string[] = []
    let tried = 0
    const attempt = (what: string, changed: Partial<DataFiles>) => {
      tried++
      if (check(changed) === 0) survivors.push(what)
    }
    const each = (file: JsonFile<unknown>, list: string, paths: (entry: Json) => Path[]) =>
      (file.value as Record<string, Json[]>)[list]!.flatMap((entry, i) =>
        paths(entry).map(path => {
          const old = path.reduce<unknown>((value, key) => (value as Json)[key], entry)
          return { path: [list, i, ...path] as Path, old }
        }),
      )
    const strings = (value: unknown, path: Path = []): Path[] =>
      typeof value === "string"
        ? /\d/.test(value)
          ? [path]
          : []
        : typeof value === "object" && value !== null
          ? Object.entries(value).flatMap(([key, v]) =>
              ["id", "file", "source", "issuer", "citations"].includes(key)
                ? []
                : strings(v, [...path, Array.isArray(value) ? Number(key) : key]),
            )
          : []
    for (const { path, old } of each(sources!, "sources", e => strings(e)))
      attempt(`sources ${path.join(".")}`, {
        sources: placeless(sources!, changedAt(sources!.value, path, nextDigit(old as string))),
      })
    for (const { path, old } of each(meetings!, "meetings", e => strings(e)))
      attempt(`meetings ${path.join(".")}`, {
        meetings: placeless(meetings!, changedAt(meetings!.value, path, nextDigit(old as string))),
      })
    for (const file of positions)
      for (const { path } of each(file, "positions", e =>
        ((e.resolutions ?? []) as Json[]).flatMap((r, i) => (r.symbol ? [["resolutions", i, "symbol"]] : [])),
      ))
        attempt(`${file.file} ${path.join(".")}`, {
          positions: [placeless(file, changedAt(file.value, path, "S/RES/1973(2011)"))],
        })
    console.info(`${tried} changes of documents; ${survivors.length} survive`)
    expect(survivors).toEqual([])
  })

  it("are caught where the one woman of a table is moved, or blanks are", () => {
    const [table] = files.tables
    const { rows } = table!.value
    const survivors: string[] = []
    const problems = (changed: unknown) => {
      const tried = { ...files, tables: [placeless(table!, changed)] }
      const facts = citedFacts(tried).filter(f => f.kind === "table row")
      return verify(facts, passages).problems.length + auditAll(tried).problems.length
    }
    expect(problems(table!.value)).toBe(0)
    const pairs = rows.flatMap((a, i) =>
      rows
        .slice(i + 1)
        .flatMap((b, k) =>
          a.printed.join() === b.printed.join() && JSON.stringify(a.cells) !== JSON.stringify(b.cells)
            ? [[i, i + 1 + k] as const]
            : [],
        ),
    )
    expect(pairs.length).toBeGreaterThan(3)
    for (const [i, k] of pairs) {
      const swapped = rows.map((row, at) => {
        const { cells, blanks } = at === i ? rows[k]! : at === k ? rows[i]! : row
        return { ...row, cells, blanks }
      })
      if (problems({ ...table!.value, rows: swapped }) === 0) survivors.push(`${rows[i]!.id}, ${rows[k]!.id}`)
    }
    rows.forEach((row, i) => {
      const blanks = row.blanks?.map((n, at) => (at === 0 ? n : n + 1))
      const wider = changedAt(table!.value, ["rows", i], { ...row, blanks })
      if (problems(wider) === 0) survivors.push(`${row.id}, blanks`)
    })
    expect(survivors).toEqual([])
  })
})
