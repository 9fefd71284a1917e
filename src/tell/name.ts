import { z } from "zod"
import type { Host } from "../host.js"
import { texts } from "../model/common.js"
import type { Message } from "../model/runs.js"

const named = z.looseObject({ name: texts })

/** A note's name by language, whatever else is wrong with its definition; none if it tells none. */
export async function noteName(note: string, host: Host): Promise<Message["name"]> {
  try {
    const bytes = await host.read(`templates/${note}/note.json`)
    return named.parse(JSON.parse(new TextDecoder().decode(bytes))).name
  } catch {
    return {}
  }
}
