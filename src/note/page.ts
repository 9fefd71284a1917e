import type { Chart } from "../model/chart.js"
import type { StatedFact } from "../model/since.js"
import type { Trace } from "../model/trace.js"

/** A composed note in one language: the one document that the PDF and the Word file are prints of. */
export interface Page {
  /** The whole semantic HTML document, without any style. */
  readonly html: string
  /** A BCP 47 tag, such as "en". */
  readonly lang: string
  readonly dir: "ltr" | "rtl"
  readonly title: string
  readonly subject: string
  /** Whose note it is; "" if nobody was given, and then the files name nobody. */
  readonly author: string
  readonly keywords: readonly string[]
  readonly running: Running
  /** The date of the note; every date inside the files is this one. */
  readonly date: Date
  /** What the pictures "chart-1.svg" and so on show; none unless given. */
  readonly charts?: readonly Chart[]
  /** Where every number, date, symbol and quotation comes from; it travels inside the files. */
  readonly trace?: Trace
  /** Where in the HTML each claim of the trace stands: from, to. Editions of old do not know it. */
  readonly places?: readonly (readonly [from: number, to: number])[]
  /** What it says of each fact, in short: the next edition is compared with it. */
  readonly stated?: readonly StatedFact[]
  /** Only of a redline: its `ins` and `del` are tracked changes in Word. */
  readonly tracked?: Tracked
}

/** Whose changes a redline shows, and what of them its HTML does not hold. */
export interface Tracked {
  readonly author: string
  readonly date: Date
  /** The running words of the earlier edition. */
  readonly running: Running
  /** Which charts only one of the editions has, by their ids. */
  readonly charts: Readonly<Record<string, "ins" | "del">>
  /** What Word says beside the changes, and in which language. */
  readonly comments: {
    readonly lang: string
    readonly dir: "ltr" | "rtl"
    readonly list: readonly TrackedComment[]
  }
}

/** A comment on one change. */
export interface TrackedComment {
  /** What it says, a line a paragraph. */
  readonly lines: readonly string[]
  /** Where its words begin: right behind a start tag of the HTML, or at a chart by its id. */
  readonly anchors: readonly (number | string)[]
}

/** The words that stand on every page. */
export interface Running {
  /** The handling line; "" if none was given. */
  readonly handling: string
  /** What the foot of the page says beside the page number, such as the note's title and date. */
  readonly reference: string
  /** The page number's wording, such as "Page {page} of {pages}". */
  readonly pageOf: string
}
