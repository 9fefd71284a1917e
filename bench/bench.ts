// Ratios measured in one run, A and B in turn, medians: how far the toolkit is from the floor of what it stands on.
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Document, Packer } from "docx"
import { htmlToContent } from "docx/html"
import puppeteer from "puppeteer"
import { editionOf, loadAll } from "../src/edition/build.js"
import { composeAll } from "../src/edition/composed.js"
import { nodeHost } from "../src/host.js"
import { renderDocx } from "../src/render/docx/docx.js"
import { countDocxPages } from "../src/render/docx/pages.js"
import { faceBytes, fontFaceCss, houseFaces } from "../src/render/fonts.js"
import { findBrowser } from "../src/render/pdf/browser.js"
import { renderPdf } from "../src/render/pdf/pdf.js"
import { openPrinter } from "../src/render/pdf/printer.js"

const rounds = Number(process.argv[2] ?? 9)
const note = process.argv[3] ?? "oic-positions"
const out = mkdtempSync(join(tmpdir(), "brief-bench-"))
const host = nodeHost()
const { facts, definitions } = await loadAll(host)
const chosen = definitions.filter(d => d.id === note)
const [{ page }] = (await composeAll(chosen, {
  options: {},
  facts,
  edition: editionOf(undefined, host),
  host,
})) as [Awaited<ReturnType<typeof composeAll>>[number]]
const css = readFileSync("templates/house.css", "utf8")
const template = new Uint8Array(readFileSync("templates/house.docx"))

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!
const timed = async (work: () => unknown) => {
  const start = performance.now()
  await work()
  return performance.now() - start
}
/** Both in turn after a warm-up; the medians in milliseconds. */
async function inTurn(a: () => unknown, b: () => unknown, n = rounds): Promise<[number, number]> {
  const [as, bs]: [number[], number[]] = [[], []]
  for (let i = -2; i < n; i++) {
    const [ta, tb] = [await timed(a), await timed(b)]
    if (i >= 0) {
      as.push(ta)
      bs.push(tb)
    }
  }
  return [median(as), median(bs)]
}
const run = (...args: string[]) => {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" })
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`)
}
const rows: string[] = []
const row = (what: string, [a, b]: [number, number], aim: number) =>
  rows.push(
    `| ${what} | ${a.toFixed(0)} | ${b.toFixed(0)} | ${(a / b).toFixed(2)} | ${aim} | ${a / b <= aim ? "met" : "missed"} |`,
  )

run("dist/cli.js", "build", note, "--format", "html,pdf", "--out", out)
const html = join(out, note, editionOf(undefined, host).id, `${note}.en.html`)
const found = (await findBrowser())!
const executablePath = found.path!

// The floor twice: the HTML as it is, in the machine's own typefaces, and with the house typefaces in it, which alone
// prints the same pages.
const same = join(out, "same.html")
const faces = new Map(await Promise.all(houseFaces.map(async f => [f, await faceBytes(f)] as const)))
const inside = fontFaceCss(f => `data:font/ttf;base64,${Buffer.from(faces.get(f)!).toString("base64")}`)
writeFileSync(
  same,
  page.html.replace("</head>", () => `<style>${inside}\n${css}</style></head>`),
)
row(
  "cold build, PDF and Word, against a bare script that prints the same pages",
  await inTurn(
    () => run("dist/cli.js", "build", note, "--out", out),
    () => run("bench/bare.mjs", executablePath, same),
  ),
  1.4,
)
row(
  "cold build, PDF and Word, against a bare script that prints the HTML in other typefaces",
  await inTurn(
    () => run("dist/cli.js", "build", note, "--out", out),
    () => run("bench/bare.mjs", executablePath, html),
  ),
  1.4,
)
row(
  "cold build, PDF alone, against the same",
  await inTurn(
    () => run("dist/cli.js", "build", note, "--format", "pdf", "--out", out),
    () => run("bench/bare.mjs", executablePath, html),
  ),
  1.4,
)
row(
  "cold build, Word alone, against `node -e 0`",
  await inTurn(
    () => run("dist/cli.js", "build", note, "--format", "docx", "--out", out),
    () => run("-e", "0"),
  ),
  5,
)

const printer = openPrinter()
const browser = await puppeteer.launch({ executablePath, headless: "shell", args: ["--no-sandbox"] })
const tab = await browser.newPage()
const finished = readFileSync(html, "utf8")
const options = { tagged: true, outline: true, preferCSSPageSize: true, printBackground: true } as const
row(
  "warm PDF of a note against `setContent` and `page.pdf` of the finished HTML",
  await inTurn(
    () => renderPdf(page, { css, printer }),
    async () => {
      await tab.setContent(finished)
      await tab.pdf(options)
    },
    rounds * 2,
  ),
  1.3,
)
await Promise.all([printer.close(), browser.close()])

const children = () => htmlToContent(page.html)
row(
  "warm Word file of a note against docx building and packing the same HTML",
  await inTurn(
    () => renderDocx(page, { template }),
    () => Packer.toBuffer(new Document({ sections: [{ children: children() }] })),
    rounds * 2,
  ),
  1.5,
)
if (page.charts) {
  const { renderChart } = await import("../src/render/chart/svg.js")
  const [chart] = page.charts
  row(
    "warm chart as SVG against the Word file of the note",
    await inTurn(
      () => renderChart(chart!),
      () => renderDocx(page, { template }),
      rounds,
    ),
    1,
  )
}
const { bytes } = await renderDocx(page, { template })
row(
  "counting the pages of the Word file, warm, against making it",
  await inTurn(
    () => countDocxPages(bytes),
    () => renderDocx(page, { template }),
    rounds,
  ),
  1,
)

rmSync(out, { recursive: true, force: true })
console.log(
  `| what | A, ms | B, ms | ratio | aim | |\n| --- | ---: | ---: | ---: | ---: | --- |\n${rows.join("\n")}`,
)
