import { expect } from "vitest"
import type { BuildOptions } from "../../src/edition/built.js"
import { reviewNote } from "../../src/edition/review.js"
import type { BlockReview } from "../../src/edition/reviewed.js"
import { reviewPath } from "../../src/edition/reviewfile.js"
import type { Host } from "../../src/host.js"
import { dataFile, world } from "../world.js"

/** The note whose reviews are tested, its later report, its record of reviews. */
export const note = "minusma-gaps"
export const figures = "data/figures/sg-2017.json"
export const record = reviewPath(note)
export const html: BuildOptions = { notes: [note], formats: ["html"] }
export const by = "A. Reader"

/** The file of what was written about the later report; of the general prose with `about` empty. */
export const prose = (lang: string, about = "sg-2017.") => `templates/minusma-gaps/prose.${about}${lang}.hbs`

export type Figure = Record<string, unknown> & { id: string }
export type Figures = { observations: Figure[] }

/** The later report with one figure changed. */
export async function withFigure(
  id: string,
  more: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const file = await dataFile<Figures>(figures)
  expect(file.observations.some(o => o.id === id)).toBe(true)
  return {
    [figures]: { ...file, observations: file.observations.map(o => (o.id === id ? { ...o, ...more } : o)) },
  }
}

/** Attacks on the mission, as if the report had miscounted them. */
export const corrected = () =>
  withFigure("sg-2017.attacks-mission", {
    value: 75,
    misprint: {
      printed: 76,
      corrected: 75,
      uses: "corrected",
      reason: { en: "An attack was counted twice." },
    },
  })

export const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** The blocks of a state, each as "en changes". */
export const short = (
  blocks: readonly Pick<BlockReview, "language" | "block" | "state">[],
  state = "stale",
) => blocks.filter(b => b.state === state).map(b => `${b.language} ${b.block}`)

export const listed = async (host: Host, id = note) => (await reviewNote(id, {}, host)).blocks

export const inAll = (...blocks: string[]) =>
  ["en", "fr", "ar"].flatMap(lang => blocks.map(b => `${lang} ${b}`))

/** The world of the first edition, with other data since. */
export const changedWorld = (host: ReturnType<typeof world>, changes: Record<string, unknown>): Host => {
  const { read } = world(changes)
  return { ...host, read: async path => (path in changes ? read(path) : host.read(path)) }
}
