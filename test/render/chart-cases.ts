import type { AltWords, Chart, ChartRow } from "../../src/model/chart.js"
import { altText } from "../../src/model/chart.js"

/** English words for alternative texts. */
export const altWords: AltWords = {
  forms: {
    bars: "Bar chart",
    grouped: "Grouped bar chart",
    stacked: "Stacked bar chart",
    horizontal: "Bar chart",
    line: "Line chart",
  },
  missing: "not reported",
  marks: { colon: ": ", comma: ", ", semicolon: "; ", stop: ". " },
}

/** A row whose labels are its values with a comma between thousands. */
export function row(name: string, ...values: (number | null)[]): ChartRow {
  return { name, values, labels: values.map(value => (value === null ? "" : value.toLocaleString("en"))) }
}

/** A chart with what is not given filled in, and its alternative text made from it. */
export function chartOf(changes: Partial<Chart>): Chart {
  const chart = {
    id: "chart-1",
    form: "bars" as const,
    title: "Personnel of MINUSMA",
    lang: "en",
    dir: "ltr" as const,
    locale: "en-GB",
    unit: "Personnel",
    categories: ["Military personnel", "Police"],
    series: [row("Deployed", 10_698, 1_745)],
    ...changes,
  }
  return { alt: altText(chart, altWords), ...chart }
}

const two = ["Military personnel", "Police"]
const six = ["Kidal", "Gao", "Timbuktu", "Mopti and the villages around it", "Ménaka", "Bamako"]
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/** A chart of each form, and hostile ones, by name. */
export const cases: Readonly<Record<string, Chart>> = {
  bars: chartOf({ ceiling: row("Authorized ceiling", 13_289, 1_920) }),
  plain: chartOf({ categories: six, series: [row("Attacks", 41, 33, 12, 0, 7, 1)], unit: "Attacks" }),
  pair: chartOf({
    form: "grouped",
    categories: two,
    series: [
      { ...row("2014", 8_280, 1_100), ceiling: row("Authorized ceiling", 11_200, 1_440) },
      { ...row("2017", 10_698, 1_745), ceiling: row("Authorized ceiling", 13_289, 1_920) },
    ],
  }),
  missing: chartOf({
    form: "grouped",
    categories: six,
    series: [row("2014", 120, 0, null, 58, 58, 5), row("2017", 120, 33, 12, null, 74, 1)],
    unit: "Incidents",
  }),
  stacked: chartOf({
    form: "stacked",
    categories: ["May 2014", "May 2015", "May 2017"],
    series: [
      row("Military personnel", 8_280, 9_142, 10_698),
      row("Police", 1_100, 1_032, 1_745),
      row("Civilian staff", 780, 1_187, 1_377),
    ],
    ceiling: row("Authorized ceiling", 12_640, 12_680, 15_209),
  }),
  horizontal: chartOf({ form: "horizontal", categories: six, series: [row("Attacks", 41, 33, 12, 0, 7, 1)] }),
  lyingPair: chartOf({
    form: "horizontal",
    categories: six,
    series: [
      { ...row("2014", 410, 330, 120, 0, null, 10), ceiling: row("Ceiling", 450, 600, 200, 10, 50, null) },
      { ...row("2017", 380, 590, 420, 20, 70, 11), ceiling: row("Ceiling", 450, 600, 400, 20, 100, null) },
    ],
  }),
  line: chartOf({
    form: "line",
    categories: months,
    series: [
      row("2016", 22, 25, 19, 30, null, 28, 35, 41, 38, 36, 40, 44),
      row("2017", 31, 28, 33, 40, 42, 45, 39, 52, 60, 58, 61, 66),
    ],
    ceiling: row("Planned", 50, 50, 50, 50, 50, 50, 70, 70, 70, 70, 70, 70),
    unit: "Incidents",
  }),
  negative: chartOf({
    categories: two,
    series: [row("Change", -1_200, 345)],
    unit: "Change in personnel",
  }),
  extreme: chartOf({ categories: ["All", "None", "One"], series: [row("Persons", 1e9, 0, 1)] }),
  months: chartOf({
    form: "grouped",
    categories: months,
    series: [
      row(
        "2016",
        12_200,
        12_500,
        11_900,
        13_000,
        null,
        12_800,
        13_500,
        14_100,
        13_800,
        13_600,
        14_000,
        14_400,
      ),
      row("2017", 13_100, 12_800, 13_300, 14_000, 14_200, 14_500, 13_900, 15_200, 16_000, 15_800, 16_100, 1),
    ],
  }),
  hostile: chartOf({
    form: "grouped",
    categories: [
      'A <b>bold</b> & "quoted" {{body}} category whose name runs on for very much longer than there is any room',
      "Equal",
    ],
    series: [row("<2014> & {{handling}}", 5, 7), row('"2017"', 9, 7)],
    unit: "Things & <others>",
  }),
  arabic: chartOf({
    form: "grouped",
    title: "أفراد البعثة",
    lang: "ar",
    dir: "rtl",
    locale: "ar-u-nu-latn",
    unit: "عدد الأفراد",
    categories: ["الأفراد العسكريون", "الشرطة"],
    series: [
      { ...row("2014", 8_280, 1_100), ceiling: row("السقف المأذون به", 11_200, 1_440) },
      { ...row("2017", 10_698, 1_745), ceiling: row("السقف المأذون به", 13_289, 1_920) },
    ],
  }),
  arabicLying: chartOf({
    form: "horizontal",
    title: "أفراد البعثة",
    lang: "ar",
    dir: "rtl",
    locale: "ar-u-nu-latn",
    unit: "عدد الأفراد",
    categories: ["الأفراد العسكريون", "الشرطة", "الموظفون المدنيون"],
    series: [{ name: "المنتشرون", values: [10_698, 1_745, null], labels: ["10,698 فرداً", "1,745 فرداً", ""] }],
  }),
}
