import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { describe, expect, it } from "vitest"

/** The layers, the lowest first. A file may import from its own layer and from those below. */
const layers = [
  "src/model",
  "src/host",
  "src/json.ts",
  "src/files.ts",
  "src/references.ts",
  "src/figures.ts",
  "src/columns",
  "src/audit",
  "src/load.ts",
  "src/facts.ts",
  "src/source",
  "src/compare",
  "src/note",
  "src/schemas.ts",
  "src/render",
  "src/redline",
  "src/edition",
  "src/tell",
  "src/schedule",
  "src/index.ts",
  "src/commands",
  "src/cli.ts",
]

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter(f => f.endsWith(".ts"))
  .map(f => join("src", f))
const layerOf = (file: string) =>
  layers.findIndex(layer => file === layer || file === `${layer}.ts` || file.startsWith(`${layer}/`))
const importsOf = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(m =>
    normalize(join(dirname(file), m[1]!)).replace(/\.js$/, ".ts"),
  )

describe("the layers", () => {
  it.each(files)("%s imports downwards only", file => {
    expect(layerOf(file), `${file} is in no layer`).toBeGreaterThanOrEqual(0)
    for (const imported of importsOf(file)) {
      expect(layerOf(imported), `${file} imports ${imported}`).toBeLessThanOrEqual(layerOf(file))
    }
  })
  it("PDF and Word know nothing of each other", () => {
    for (const file of files) {
      const [, , format] = file.split("/")
      const other = format === "pdf" ? "src/render/docx/" : "src/render/pdf/"
      if (!file.startsWith("src/render/") || !["pdf", "docx"].includes(format ?? "")) continue
      expect(
        importsOf(file).filter(i => i.startsWith(other)),
        file,
      ).toEqual([])
    }
  })
  it("only the host and the renderers touch files, and only the host has a clock", () => {
    const touching = files.filter(f => /from "node:fs/.test(readFileSync(f, "utf8")))
    expect(touching.filter(f => !f.startsWith("src/host") && !f.startsWith("src/render/"))).toEqual([])
    const clocks = files.filter(
      f => !f.startsWith("src/render/") && /new Date\(\)|Date\.now\(\)/.test(readFileSync(f, "utf8")),
    )
    expect(clocks).toEqual(["src/host.ts"])
  })
  it("no file is longer than 300 lines", () => {
    expect(files.filter(f => readFileSync(f, "utf8").split("\n").length > 300)).toEqual([])
  })
})
