import { type Problem, problem } from "../model/problem.js"
import { type DateIn, datesIn, isDate, partsOfYear } from "./dates.js"
import { type NumberIn, numbersIn } from "./numbersin.js"
import { spelledLanguages } from "./numberwords.js"
import { statesValue } from "./numerals.js"
import type { Backing, DayClaim, OwnFact, OwnWords } from "./ownwords.js"
import { remembered } from "./remembered.js"

/**
 * The numbers and dates in own words that nothing in the report backs: each must stand in the fact's anchors, its value,
 * its dates or the labels of its paragraphs, or in those of the facts it names. In every language alike whose number words
 * and months are known here; of another the comparison with these languages, in the notes, has to do.
 */
export function backedProblems(facts: readonly OwnFact[]): Problem[] {
  const read = reader()
  const done = new Map<Backing, Known>()
  return facts.flatMap(fact => {
    const asked = done.get(fact.backing) ?? known(fact.backing, fact.lists ?? [], read)
    done.set(fact.backing, asked)
    return [
      ...fact.own.flatMap(own => unbacked(own, asked, fact.remark)),
      ...fact.days.flatMap(day => (stands(day, asked) ? [] : [undated(day)])),
    ]
  })
}

/** The numbers of a text that are no part of a date. */
export const bareNumbersIn = remembered((text, language): readonly NumberIn[] => {
  const dates = datesIn(text, language)
  return numbersIn(text, language).filter(
    ({ index }) => !dates.some(date => index >= date.index && index < date.end),
  )
})

/** A backing with the numbers and dates of its anchors read once. */
interface Known extends Backing {
  readonly stated: readonly NumberIn[]
  readonly dated: readonly DateIn[]
  /** The first and last days of the quarters and halves of years that the anchors name. */
  readonly partsOfYears: ReadonlySet<string>
  /** How many things the own words list: places, speakers. */
  readonly listed: ReadonlySet<number>
}

/** What an anchor states. */
interface Read {
  readonly numbers: readonly NumberIn[]
  readonly dates: readonly DateIn[]
  readonly parts: readonly string[]
}

/** Reads each anchor once, however many facts it backs. */
function reader(): (anchor: Backing["anchors"][number]) => Read {
  const done = new Map<string, Read>()
  return ({ words, language }) => {
    const key = `${language} ${words}`
    const known = done.get(key)
    if (known) return known
    const read = {
      numbers: bareNumbersIn(words, language),
      dates: datesIn(words, language),
      parts: partsOfYear(words, language),
    }
    done.set(key, read)
    return read
  }
}

function known(backing: Backing, lists: readonly string[], read: ReturnType<typeof reader>): Known {
  const anchors = backing.anchors.map(read)
  return {
    ...backing,
    stated: [
      ...anchors.flatMap(a => a.numbers),
      ...backing.labels.flatMap(label => read({ language: "en", words: label }).numbers),
    ],
    dated: anchors.flatMap(a => a.dates),
    partsOfYears: new Set(anchors.flatMap(a => a.parts)),
    listed: new Set(lists.map(list => list.split(/[,،;؛]|\s(?:and|et|y)\s/u).length)),
  }
}

function unbacked({ texts, place }: OwnWords, asked: Known, remark = false): Problem[] {
  const known = Object.entries(texts).filter(([language]) => spelledLanguages.includes(language))
  return known.flatMap(([language, text]) => {
    const numbers = bareNumbersIn(text, language).filter(
      n => !isBacked(n, asked) && !(remark && n.kind === "words"),
    )
    const dates = datesIn(text, language).filter(date => !isDated(date, asked))
    const told = [...numbers.map(n => n.text), ...dates.map(d => text.slice(d.index, d.end).trim())]
    return told.map(number =>
      problem(`“${number}” in own words stands in nothing that the fact cites or names`, {
        place: place(language),
        hint: "correct it, or cite an anchor that has it, or name the observation that has it in beside",
      }),
    )
  })
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a))

/** One and two in words may be an article, a pronoun or a pair; the years of the source and the dates need no words. */
function isBacked({ value, text, kind }: NumberIn, asked: Known): boolean {
  const { values, stated, anchors, dates, listed, year } = asked
  if (stated.some(s => s.text === text)) return true
  if (value === undefined) return false
  if ((kind === "words" && (value === 1 || value === 2)) || value === year) return true
  if (kind === "words" && listed.has(value)) return true
  if (dates.some(date => Number(date.slice(0, 4)) === value)) return true
  if (values.some(v => near(v, value)) || stated.some(s => near(s.value ?? Number.NaN, value))) return true
  if (value > 0 && value < 1) return values.some(v => Math.abs(v - value * 100) <= 2)
  return value > 9 && anchors.some(a => statesValue(value, a.words, a))
}

const pad = (n: number) => String(n).padStart(2, "0")

/** Every day of a date stands in the dates of the fact or in its anchors, and so do its month and its year. */
function isDated({ month, days, year }: DateIn, { dates, dated, year: meant }: Known): boolean {
  const wanted = `${year ?? meant}-${pad(month)}`
  const one = (date: string) =>
    dates.some(d => d === date || d.startsWith(`${date}-`)) || dated.some(d => isDate(d, date, meant))
  const openYear = (day?: number) =>
    year === undefined &&
    (dates.some(d => d.slice(5) === (day ? `${pad(month)}-${pad(day)}` : pad(month))) ||
      dated.some(d => d.month === month && (day === undefined || d.days.includes(day))))
  if (days.length === 0) return one(wanted) || openYear()
  return days.every(day => one(`${wanted}-${pad(day)}`) || openYear(day))
}

const lastDay = (date: string) => {
  const [year = 0, month = 0] = date.split("-").map(Number)
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** A day claimed stands in an anchor; the first and the last of a month also where the month does. */
function stands({ date }: DayClaim, { dated, partsOfYears, year }: Known): boolean {
  if (partsOfYears.has(date)) return true
  const [, , day] = date.split("-").map(Number)
  const whole = day === 1 || (day !== undefined && day === lastDay(date))
  return dated.some(
    d => isDate(d, date, year) || (whole && d.days.length === 0 && isDate(d, date.slice(0, 7), year)),
  )
}

const undated = ({ date, place }: DayClaim): Problem =>
  problem(`the date ${date} stands in none of the anchors`, {
    place: place(),
    hint: "cite an anchor that has it; a state that the report leaves undated says so in time",
  })
