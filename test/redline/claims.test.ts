import { beforeAll, describe, expect, it } from "vitest"
import { editionOf, loadAll } from "../../src/edition/build.js"
import { composeAll } from "../../src/edition/composed.js"
import type { Page } from "../../src/note/page.js"
import { blocksOf } from "../../src/redline/blocks.js"
import { leavesOf, type Places, placeClaims } from "../../src/redline/claims.js"
import { world } from "../world.js"

const pages: Page[] = []
beforeAll(async () => {
  const host = world()
  const { facts, definitions } = await loadAll(host)
  const edition = editionOf(undefined, host)
  pages.push(...(await composeAll(definitions, { options: {}, facts, edition, host })).map(c => c.page))
})

const plain = (text: string) => text.replace(/\s+/g, " ").trim()
const placedIn = (places: Places) => [...places.values()].flat().map(p => p.claim)

describe("the claims of an edition, in every language", () => {
  it("are placed where the page says that they stand: on their own words, each once", () => {
    expect(pages).toHaveLength(6)
    for (const page of pages) {
      const body = blocksOf(page)
      const places = placeClaims(body, page)
      expect(placedIn(places)).toEqual(page.trace!.claims)
      for (const leaf of leavesOf(body))
        for (const { claim, from, to } of places.get(leaf) ?? [])
          expect(plain(leaf.text.slice(from, to))).toContain(plain(claim.text))
    }
  })
  it("are all found by their words where an edition of old does not say where they stand", () => {
    for (const { places: _, ...page } of pages) {
      const found = new Set(placedIn(placeClaims(blocksOf(page), page)))
      expect(page.trace!.claims.filter(c => !found.has(c)).map(c => c.text)).toEqual([])
    }
  })
})
