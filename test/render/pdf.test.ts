import { readdir, readFile } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { ProblemError } from "../../src/model/problem.js"
import type { Page } from "../../src/note/page.js"
import { renderPdf } from "../../src/render/pdf/pdf.js"
import type { Printer } from "../../src/render/pdf/printer.js"
import { openPrinter } from "../../src/render/pdf/printer.js"
import { readPdfFile } from "./pdf-text.js"

const css = await readFile("templates/house.css", "utf8")
const arabic = "مكافحة الإرهاب والجماعات المتطرفة العنيفة"
let printer: Printer

/** Ends the waits for a browser, as if their time were over: how long it really takes depends on the machine. */
const waits = vi.hoisted(() => new Set<() => void>())
vi.mock("node:timers/promises", async original => {
  const real = await original<typeof import("node:timers/promises")>()
  const hurried = (...args: Parameters<typeof real.setTimeout>) =>
    Promise.race([real.setTimeout(...args), new Promise(over => waits.add(() => over(args[1])))])
  return { ...real, setTimeout: hurried }
})

beforeAll(() => {
  printer = openPrinter()
  printer.start()
})
afterAll(() => printer.close())

const render = (page: Page, options: Partial<Parameters<typeof renderPdf>[1]> = {}) =>
  renderPdf(page, { css, printer, ...options })

function note(body: string, page: Partial<Page> = {}): Page {
  const { lang = "en", dir = "ltr", title = "Two meetings compared" } = page
  return {
    html: `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Two meetings</title></head>
<body class="note"><h1>Two meetings compared</h1>${body}</body></html>`,
    lang,
    dir,
    title,
    subject: "A comparison",
    author: "",
    keywords: ["one", "two"],
    running: { handling: "For official use", reference: "Two meetings", pageOf: "Page {page} of {pages}" },
    date: new Date("2026-11-21T00:00:00Z"),
    ...page,
  }
}

const section = (title: string, text: string) => `<section><h2>${title}</h2><p>${text}</p></section>`
const errors = ({ problems }: Awaited<ReturnType<typeof render>>) =>
  problems.filter(({ severity }) => severity === "error").map(({ what }) => what)

describe("a printed note", () => {
  const long = section("Bottom line", "The guarantor’s line holds. ".repeat(250))
  const table = `<section class="comparison"><table class="comparison"><caption>Rows</caption><thead><tr><th scope="col">Issue</th>
<th scope="col">2017</th></tr></thead><tbody><tr><th scope="row">Sanctions</th><td><p>Welcomed <q lang="ar" dir="rtl">${arabic}</q></p></td></tr>
</tbody></table></section>`
  const page = note(long + table + section("What changed and why it matters to the reader", "Little."))
  const printed = async () => readPdfFile((await render(page)).bytes)

  test("is tagged, in its language, with bookmarks as the headings are written", async () => {
    const file = await printed()
    expect(file.tagged).toBe(true)
    expect(file.lang).toBe("en")
    expect(file.outline).toEqual([
      "Two meetings compared",
      "Bottom line",
      "What changed and why it matters to the reader",
    ])
    expect(file.roles).toEqual(expect.arrayContaining(["H1", "H2", "Table", "TR", "TH", "TD", "P"]))
  })

  test("carries the note’s properties and nobody’s name", async () => {
    const { info, xmp } = await printed()
    expect(info).toMatchObject({ Title: page.title, Subject: page.subject, Keywords: "one, two" })
    expect(info).toMatchObject({ CreationDate: "D:20261121000000Z", ModDate: "D:20261121000000Z" })
    expect(info.Author ?? info.Creator).toBeUndefined()
    expect(xmp).toContain("<xmp:CreateDate>2026-11-21T00:00:00Z</xmp:CreateDate>")
    expect(Buffer.from((await render(page)).bytes).toString("latin1")).not.toMatch(/HeadlessChrome|Mozilla/)
  })

  test("names an author that is given", async () => {
    const { bytes } = await render(note("<p>Text</p>", { author: "Ménaka Désk" }))
    expect((await readPdfFile(bytes)).info.Author).toBe("Ménaka Désk")
  })

  test("has the running lines and the page number on every page", async () => {
    const { pages } = await printed()
    expect(pages.length).toBeGreaterThan(1)
    for (const [i, text] of pages.entries()) {
      expect(text).toContain(`Page ${i + 1} of ${pages.length}`)
      expect(text.match(/For official use/g)).toHaveLength(2)
      expect(text).toContain("Two meetings")
    }
  })

  test("keeps Arabic words whole and the apostrophe an apostrophe in its text", async () => {
    const text = (await printed()).pages.join("\n")
    for (const word of arabic.split(" ")) expect(text).toContain(word)
    expect(text).toContain("The guarantor’s line")
  })

  test("is the same bytes from a used page as from a new browser", async () => {
    const first = await render(page)
    await render(note("<p>Another</p>"))
    const again = await render(page)
    const fresh = openPrinter()
    const elsewhere = await render(page, { printer: fresh }).finally(() => fresh.close())
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0)
    expect(Buffer.compare(first.bytes, elsewhere.bytes)).toBe(0)
  })
})

describe("checks after layout", () => {
  test("nothing is said of a sound note", async () => {
    expect(errors(await render(note(section("Key facts", "▲ ▼ ◆ ● ○ = † ‡ → « » 13 289"))))).toEqual([])
  })

  test("too many pages", async () => {
    const found = errors(await render(note(section("Long", "word ".repeat(4000)))))
    expect(found).toEqual([expect.stringMatching(/^the note has \d+ pages, more than 2$/)])
  })

  test("content wider than its place", async () => {
    const wide = `<table style="table-layout: fixed"><tr><td style="overflow-wrap: normal; width: 10%">${"x".repeat(60)}</td><td>y</td></tr></table>`
    expect(errors(await render(note(wide)))).toEqual([expect.stringContaining("wider than its place")])
  })

  test("a heading last on its page", async () => {
    const body = `<p>Text</p><h3>Alone</h3><p style="break-before: page">After</p>`
    const found = await render(note(body), { css: css.replaceAll("break-after: avoid", "") })
    expect(errors(found)).toEqual(["a heading stands last on its page: “Alone”"])
  })

  test("a link that no reader can follow", async () => {
    const links = [
      "file:///etc/passwd",
      "javascript:alert(1)",
      "other.html",
      "https://undocs.org/S/2017/478",
      "#a",
    ]
    const body = `<p id="a">${links.map(to => `<a href="${to}">here</a> `).join("")}</p>`
    const found = errors(await render(note(body))).map(what => what.replace("a link leads to ", ""))
    expect(found.length).toBeGreaterThan(0)
    expect(found.join(" ")).not.toMatch(/undocs|#a/)
  })

  test("a character without a glyph", async () => {
    expect(errors(await render(note("<p>漢 and 😀</p>")))).toEqual([
      expect.stringMatching(/no house typeface has a glyph for 漢 \(U\+6F22\), 😀 \(U\+1F600\)/),
    ])
  })
})

describe("what a note may not do", () => {
  test.each([
    ["a picture from the network", `<img alt="" src="http://example.org/a.png">`, "example.org/a.png"],
    ["a file", `<img alt="" src="file:///etc/passwd">`, "file:///etc/passwd"],
    ["a frame", `<iframe src="https://example.org/"></iframe>`, "https://example.org/"],
    ["a style sheet", `<link rel="stylesheet" href="//example.org/a.css">`, "https://example.org/a.css"],
    [
      "another page",
      `<meta http-equiv="refresh" content="0;url=https://example.org/b">`,
      "https://example.org/b",
    ],
  ])("%s is refused and named", async (_, html, address) => {
    const found = await render(note(`<p>Before</p>${html}<p>After</p>`))
    expect(errors(found).join("\n")).toContain(address)
    expect((await readPdfFile(found.bytes)).pages[0]).toMatch(/Before[\s\S]*After/)
  })

  test("scripts do not run", async () => {
    const html = `<p id="a">Before</p><script>document.getElementById("a").textContent = "Changed"</script>
<img alt="" src="data:," onerror="document.body.textContent = 'Changed'">`
    const text = (await readPdfFile((await render(note(html))).bytes)).pages.join("")
    expect(text).toContain("Before")
    expect(text).not.toContain("Changed")
  })

  test("its own pictures are its own, also under the same name as another note’s", async () => {
    const square = (side: number) =>
      new TextEncoder().encode(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="9"><rect width="5" height="5"/></svg>`,
      )
    const page = note(`<img alt="A square" src="chart.svg">`)
    const one = await render(page, { assets: new Map([["chart.svg", square(20)]]) })
    const two = await render(page, { assets: new Map([["chart.svg", square(40)]]) })
    const none = await render(page)
    expect(errors(one)).toEqual([])
    expect(Buffer.compare(one.bytes, two.bytes)).not.toBe(0)
    expect(errors(none)).toContain("a picture could not be shown: “A square”")
  })
})

describe("hostile text", () => {
  const hostile = `<b>&amp;</b> {{x}} "quotes" 'single' \\ \u202E reversed \u202C </style> @page`
  const shown = hostile.replaceAll("\u202E", "").replaceAll("\u202C", "")

  test("survives in the running lines and the properties", async () => {
    const running = { handling: hostile, reference: `${hostile}\n\0}`, pageOf: "{page}/{pages} \\" }
    const { bytes } = await render(note("<p>Text</p>", { running, title: hostile, author: hostile }))
    const file = await readPdfFile(bytes)
    const text = (file.pages[0] ?? "").replace(/\s+/g, " ")
    expect(text).toContain("<b>&amp;</b> {{x}} \"quotes\" 'single'")
    expect(text).toContain("1/1 \\")
    expect(file.info.Title).toBe(hostile)
    expect(file.xmp).toContain("&lt;b&gt;&amp;amp;&lt;/b&gt;")
    expect(shown).not.toBe(hostile)
  })

  test("ten thousand characters without a break stay on the page", async () => {
    const found = await render(note(`<p>${"m".repeat(10_000)}</p>`), { pageLimit: 9 })
    expect(errors(found)).toEqual([])
    const text = (await readPdfFile(found.bytes)).pages.join("").replace(/[^m]/g, "")
    expect(text.length).toBeGreaterThanOrEqual(10_000)
  })
})

describe("a note in Arabic", () => {
  test("is mirrored, running lines too", async () => {
    const running = { handling: "", reference: "مذكرة إحاطة", pageOf: "صفحة {page} من {pages}" }
    const { bytes, problems } = await render(note(`<p>${arabic}</p>`, { lang: "ar", dir: "rtl", running }))
    const file = await readPdfFile(bytes)
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([])
    expect(file.lang).toBe("ar")
    for (const word of [...arabic.split(" "), "مذكرة", "إحاطة"]) expect(file.pages[0]).toContain(word)
  })
})

/** The browsers that this process started. */
async function ownBrowsers(): Promise<readonly number[]> {
  const threads = await readdir("/proc/self/task")
  const lists = await Promise.all(
    threads.map(thread => readFile(`/proc/self/task/${thread}/children`, "utf8")),
  )
  const children = lists.join(" ").trim().split(/\s+/)
  const commands = await Promise.all(
    children.map(pid => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  )
  return children.filter((_, i) => commands[i]?.includes("--remote-debugging-pipe")).map(Number)
}

describe("a browser in trouble", () => {
  const problemOf = (work: Promise<unknown>) =>
    work.then(
      () => "printed",
      error => (error instanceof ProblemError ? error.message : `not a Problem: ${error}`),
    )

  test("that is missing is a Problem with a hint", async () => {
    const missing = openPrinter({ env: { PUPPETEER_EXECUTABLE_PATH: "/no/such/browser" } })
    const told = await problemOf(render(note(""), { printer: missing }))
    expect(told).toMatch(/PUPPETEER_EXECUTABLE_PATH names no program.*\/no\/such\/browser\n {2}hint: /)
    await missing.close()
  })

  test.skipIf(process.platform === "win32")("that is no browser, or says nothing, is a Problem", async () => {
    for (const path of ["/bin/false", "/usr/bin/yes"]) {
      const odd = openPrinter({ env: { PUPPETEER_EXECUTABLE_PATH: path }, timeoutMs: 300 })
      expect(await problemOf(render(note(""), { printer: odd }))).toMatch(
        /^the browser that prints PDF files .*\n {2}hint: /,
      )
      await odd.close()
    }
  })

  test("that is closed and used again prints again, with the same bytes", async () => {
    const own = openPrinter()
    const first = await render(note("<p>Text</p>"), { printer: own })
    await own.close()
    const second = await render(note("<p>Text</p>"), { printer: own })
    await own.close()
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
  })

  test.skipIf(process.platform !== "linux")(
    "that is killed at work is a Problem, and the next note is printed",
    async () => {
      const own = openPrinter()
      await render(note("<p>Warm</p>"), { printer: own })
      const browsers = await ownBrowsers()
      // Stopped, it is sure not to be done before it is killed.
      for (const pid of browsers) process.kill(pid, "SIGSTOP")
      const work = problemOf(render(note("<p>word</p>"), { printer: own }))
      await new Promise(resolve => setTimeout(resolve, 100))
      for (const pid of browsers) process.kill(pid, "SIGKILL")
      expect(await work).toMatch(/^the browser that prints PDF files ended/)
      expect(errors(await render(note("<p>Next</p>"), { printer: own }))).toEqual([])
      await own.close()
    },
  )

  test("that takes too long is a Problem, and the next note is printed", async () => {
    const own = openPrinter({ timeoutMs: 250_000 })
    await render(note("<p>Warm</p>"), { printer: own })
    waits.clear()
    const told = problemOf(render(note("<p>word</p>".repeat(60_000)), { printer: own, pageLimit: 1e9 }))
    while (waits.size === 0) await new Promise(setImmediate)
    for (const over of waits) over()
    expect(await told).toMatch(/^the browser that prints PDF files gave no answer for 250 s/)
    expect(errors(await render(note("<p>Next</p>"), { printer: own }))).toEqual([])
    await own.close()
  })
})
