import { fail } from "../../model/problem.js"
import { type IssuedFile, type Seal, traceNamespace } from "../trace/seal.js"
import { tokensOf } from "../trace/words.js"
import { isSealed } from "./customxml.js"
import { countTracked, shownWords } from "./shown.js"
import { parseXml } from "./xml.js"
import { type Entry, readZip, unpack } from "./zip.js"

/** A Word file with the trace and the seals in it, as far as they are there. What cannot be read is a ProblemError. */
export function readIssuedDocx(bytes: Uint8Array, file: string): IssuedFile {
  try {
    return readParts(readZip(bytes), file)
  } catch (error) {
    if (error instanceof Error && error.name === "ProblemError") throw error
    fail(`this Word file cannot be read: ${(error as Error).message}`, {
      place: { file },
      hint: "open it in Word, save it as .docx, and read that",
    })
  }
}

function readParts(entries: readonly Entry[], file: string): IssuedFile {
  if (!entries.some(({ name }) => name === "word/document.xml"))
    fail("this is no Word file: it has no word/document.xml", {
      place: { file },
      hint: "name a .docx or .pdf file",
    })
  const texts = entries.filter(({ name }) => /^(?:word|customXml)\/.*\.xml$/.test(name))
  const parts = new Map(texts.map(entry => [entry.name, new TextDecoder().decode(unpack(entry))]))
  const [name, xml] = [...parts].find(([n, text]) => isTrace(n, text)) ?? []
  const root = xml === undefined ? undefined : traceRoot(xml, file)
  const value = (key: string) => root?.getAttribute(key) ?? ""
  const seal: Seal = { trace: value("trace"), words: value("words"), marks: value("marks") }
  return {
    kind: "docx",
    ...(root && { trace: root.textContent ?? "" }),
    ...(seal.words && { seal }),
    intact: name !== undefined && isSealed(entries, name),
    tokens: tokensOf(shownWords(parts)),
    trackedChanges: countTracked(parts),
  }
}

function traceRoot(xml: string, file: string) {
  try {
    return parseXml(xml).documentElement
  } catch {
    fail("the trace in this file is damaged: it is no XML", {
      place: { file },
      hint: "ask whoever sent it for the file as it was issued",
    })
  }
}

function isTrace(name: string, xml: string): boolean {
  return /^customXml\/item\d+\.xml$/.test(name) && xml.includes(`"${traceNamespace}"`)
}
