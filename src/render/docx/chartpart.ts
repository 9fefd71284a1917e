import type { Chart } from "../../model/chart.js"
import { ceilingsOf } from "../../model/chart.js"
import { arabic } from "../chart/faces.js"
import { roughWidth } from "../chart/frame.js"
import { colours, isLying, points, type Tone, tonesOf } from "../chart/look.js"
import { isPushed, liftOf, placeOf, reachOf } from "../chart/places.js"
import { barsOf, ceilingGap, heightOf, isUpright, scaleOf } from "../chart/scale.js"
import { layOut } from "./chartlayout.js"
import { wordLanguage } from "./package.js"

/** What docx leaves to be done in the part of a chart: hatching, outlines, labels that would stand on others, language. */
export function finishChartPart(xml: string, chart: Chart): string {
  const series = xml.replace(/<c:ser>.*?<\/c:ser>/gs, ser => finishSeries(ser, chart))
  const shown = hideTwice(spreadCeiling(series, chart), chart)
  return setLanguage(layOut(finishAxes(shown, chart), chart), chart)
}

function finishSeries(ser: string, chart: Chart): string {
  const index = Number(/<c:idx val="(\d+)"/.exec(ser)?.[1])
  const tone = tonesOf(chart)[index]
  const look = tone ? areaOf(tone) : outlined
  const labelled = ser
    .replace(/<c:dLbl>.*?<\/c:dLbl>/gs, label => finishLabel(label, index, chart))
    .replace("</c:dLbls>", `${noLeaders}</c:dLbls>`)
  return chart.form === "line" ? labelled : labelled.replace(/<c:spPr>.*?<\/c:spPr>/s, look)
}

/** No lines from a label that was moved to its bar. */
const noLeaders =
  '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'

const colour = (hex: string) => `<a:srgbClr val="${hex.slice(1).toUpperCase()}"/>`
const line = (hex: string, width: number, dash = "") =>
  `<a:ln w="${Math.round(width * 12700)}"><a:solidFill>${colour(hex)}</a:solidFill>${dash}<a:miter lim="800000"/></a:ln>`

const outlined = `<c:spPr><a:noFill/>${line(colours.ink, 0.75, '<a:prstDash val="sysDash"/>')}</c:spPr>`

function areaOf({ fill, hatched }: Tone): string {
  const area = hatched
    ? `<a:pattFill prst="wdUpDiag"><a:fgClr>${colour(colours.accent)}</a:fgClr><a:bgClr>${colour("#ffffff")}</a:bgClr></a:pattFill>`
    : `<a:solidFill>${colour(fill)}</a:solidFill>`
  const edge = hatched || fill === "#ffffff" ? line(colours.accent, 0.6) : "<a:ln><a:noFill/></a:ln>"
  return `<c:spPr>${area}${edge}</c:spPr>`
}

function finishLabel(label: string, index: number, chart: Chart): string {
  const c = Number(/<c:idx val="(\d+)"/.exec(label)?.[1])
  const tone = tonesOf(chart)[index]
  const within = tone && ["inside", "center"].includes(placeOf(chart, index, c))
  const boxed = within && tone.hatched
  const { x, y } = tone ? valueOffset(chart, index, c) : ceilingOffset(chart, index - chart.series.length, c)
  const layout = `<c:layout><c:manualLayout><c:x val="${part(x, points.width)}"/><c:y val="${part(y, heightOf(chart))}"/></c:manualLayout></c:layout>`
  const field = `<c:spPr><a:solidFill>${colour("#ffffff")}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>`
  const moved = x || y ? label.replace(/(<c:idx val="\d+"\/>)(<c:layout\/>)?/, `$1${layout}`) : label
  const shaded = boxed ? moved.replace(/<c:spPr>.*?<\/c:spPr>/s, field) : moved
  const unbroken = shaded.replaceAll('wrap="square"', 'wrap="none"')
  return isUpright(chart) ? unbroken.replaceAll('<a:bodyPr rot="0"', '<a:bodyPr rot="-5400000"') : unbroken
}

const part = (length: number, whole: number) => Number((length / whole).toFixed(4))

interface Offset {
  readonly x: number
  readonly y: number
}

/** How far a value stands from where Word would put it, in points: beyond its ceiling, or beside its part of a stack. */
function valueOffset(chart: Chart, s: number, c: number): Offset {
  if (chart.form !== "line" && placeOf(chart, s, c) === "beside") {
    const away = barsOf(chart).thickness / 2 + roughWidth(chart.series[s]?.labels[c] ?? "") / 2 + 5
    return { x: chart.dir === "rtl" ? -away : away, y: -liftOf(chart, s, c) }
  }
  const further = reachOf(chart, s, c) - (chart.series[s]?.values[c] ?? 0)
  return beyond(chart, further * scaleOf(chart).perUnit)
}

/** How far a ceiling's label stands from its outline, in points, where the value of its bar stands there already. */
function ceilingOffset(chart: Chart, index: number, c: number): Offset {
  const { series, row } = ceilingsOf(chart)[index] ?? {}
  const value = row?.values[c] ?? 0
  // In a stack Word puts a label in the middle; others put it there whatever the chart says.
  if (chart.form === "stacked") return { x: 0, y: -(value / 2) * scaleOf(chart).perUnit - 6 }
  const members = series === undefined ? chart.series.map((_, s) => s) : [series]
  const pushing = members.filter(s => isPushed(chart, s, c))
  if (pushing.length === 0 || chart.form === "line") return { x: 0, y: 0 }
  const reach = Math.max(...pushing.map(s => reachOf(chart, s, c)))
  const widest = Math.max(...pushing.map(s => roughWidth(chart.series[s]?.labels[c] ?? "")))
  const label = isLying(chart) || isUpright(chart) ? widest + 4 : points.line - 1
  return beyond(chart, (reach - value) * scaleOf(chart).perUnit + label)
}

function beyond(chart: Chart, length: number): Offset {
  if (!isLying(chart)) return { x: 0, y: length > 0 ? -length : 0 }
  return { x: chart.dir === "rtl" ? -length : length, y: 0 }
}

/** A ceiling of whole categories is as wide as all their bars. */
function spreadCeiling(xml: string, chart: Chart): string {
  if (!chart.ceiling || chart.form === "line") return xml
  const second = xml.lastIndexOf("<c:barChart>")
  const gap = `<c:gapWidth val="${ceilingGap(chart)}"/>`
  const clustered = xml
    .slice(second)
    .replace(/<c:gapWidth val="\d+"\/>(<c:overlap val="-?\d+"\/>)?/, gap)
    .replace('<c:grouping val="stacked"/>', '<c:grouping val="clustered"/>')
  return xml.slice(0, second) + clustered
}

/** Ceilings of several series under one name are explained once; which entry is which is certain for standing bars only. */
function hideTwice(xml: string, chart: Chart): string {
  const names = ceilingsOf(chart).map(({ row }) => row.name)
  const twice = names.flatMap((name, i) => (names.indexOf(name) < i ? [chart.series.length + i] : []))
  if (isLying(chart) || twice.length === 0) return xml
  const hidden = twice.map(i => `<c:legendEntry><c:idx val="${i}"/><c:delete val="1"/></c:legendEntry>`)
  return xml.replace(/<c:legendPos val="\w+"\/>/, position => position + hidden.join(""))
}

/**
 * The axes: a line at zero, hairlines, every category named, at the side where no bar is. The hidden axes of the ceilings run
 * as the seen ones do; that of their values is there without a mark, since some programs move its series to the other axis
 * if it is not.
 */
function finishAxes(xml: string, { dir, form }: Chart): string {
  const reversed = dir === "rtl" || form === "horizontal"
  const grid = `<c:majorGridlines><c:spPr>${line(colours.faint, points.hairline)}</c:spPr></c:majorGridlines>`
  return xml
    .replace(/<c:majorGridlines>.*?<\/c:majorGridlines>/gs, grid)
    .replace(/<c:catAx>.*?<\/c:catAx>/gs, axis =>
      axis
        .replace('orientation val="minMax"', `orientation val="${reversed ? "maxMin" : "minMax"}"`)
        .replace('tickLblPos val="nextTo"', 'tickLblPos val="low"')
        .replace(/<c:spPr>.*?<\/c:spPr>/s, `<c:spPr>${line(colours.ink, 0.75)}</c:spPr>`)
        .replace("<c:noMultiLvlLbl", '<c:tickLblSkip val="1"/><c:noMultiLvlLbl'),
    )
    .replace(/<c:valAx>(?:(?!<\/c:valAx>).)*<c:delete val="1"\/>.*?<\/c:valAx>/s, axis => {
      const [shown, unmarked] = ['<c:delete val="0"/>', 'tickLblPos val="none"']
      return axis.replace('<c:delete val="1"/>', shown).replace('tickLblPos val="nextTo"', unmarked)
    })
}

/** The chart's language and direction, and the house's face for its Arabic words. */
function setLanguage(xml: string, { lang, dir }: Chart): string {
  return xml
    .replaceAll('lang="en-US"', `lang="${wordLanguage(lang)}"`)
    .replaceAll('<c:lang val="en-US"/>', `<c:lang val="${wordLanguage(lang)}"/>`)
    .replace(/<a:cs typeface="[^"]*"\/>/g, `<a:cs typeface="${arabic.family}"/>`)
    .replace(/<c:(legend|catAx|title)>.*?<\/c:\1>/gs, words => (dir === "rtl" ? turned(words) : words))
}

/** Words from right to left, as much larger than the numbers as Arabic is everywhere. */
function turned(words: string): string {
  return words
    .replaceAll("<a:pPr>", '<a:pPr rtl="1">')
    .replace(
      /\bsz="(\d+)"/g,
      (_, size: string) => `sz="${Math.round((Number(size) * arabic.scale) / 10) * 10}"`,
    )
}
