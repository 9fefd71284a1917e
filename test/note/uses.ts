import { expect } from "vitest"
import { loadAll } from "../../src/edition/build.js"
import { compareFor, subjectFor } from "../../src/edition/subjects.js"
import type { BlockUse } from "../../src/note/blocks.js"
import { compose } from "../../src/note/compose.js"
import { makeLedger } from "../../src/note/ledger.js"
import { loadWords } from "../../src/note/words.js"
import { world } from "../world.js"

/** The file of what was written about the later report. */
export const noteOf = (lang: string) => `templates/minusma-gaps/prose.sg-2017.${lang}.hbs`

/** A prose block of a template. */
export const inline = (name: string, body: string) => `{{#*inline "${name}"}}${body}{{/inline}}\n`

/** What each block of a note uses, by its name, in a project with some files changed. */
export async function usesOf(
  changes: Record<string, unknown>,
  { note = "minusma-gaps", lang = "en" } = {},
): Promise<ReadonlyMap<string, BlockUse>> {
  const host = world(changes)
  const { facts, definitions } = await loadAll(host)
  const definition = definitions.find(d => d.id === note)!
  const words = await loadWords(lang, host)
  const given = { particulars: definition.particulars, day: "2026-11-21", edition: "2026-11" }
  const input = { definition, lang, words, facts, ...given, ledger: makeLedger() }
  const { blocks, page } = await compose(input, subjectFor(input, compareFor(definition, facts)), host)
  expect(page.html + page.title + page.subject).not.toMatch(/[\uFDD0-\uFDEF]/)
  return new Map(blocks.map(b => [b.block, b]))
}

/** What the block "cannot" uses if it is this alone; the others of its file are left out. */
export const cannot = async (body: string, more = "") =>
  (await usesOf({ [noteOf("en")]: inline("cannot", body) + more })).get("cannot")!
