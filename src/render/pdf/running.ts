import type { Page } from "../../note/page.js"
import { markDirections } from "../direction.js"

/**
 * The running lines of a note as `@page` rules: the handling line at the head and foot of every page, the reference and
 * the page number at the foot, each on the side where the note's language begins and ends.
 */
export function runningCss({ running, dir }: Pick<Page, "running" | "dir">): string {
  const [start, end] = dir === "rtl" ? ["right", "left"] : ["left", "right"]
  const handling = cssString(markDirections(running.handling, dir))
  const box = (name: string, content: string) => `@${name} { content: ${content}; ${script(dir)} }`
  return `@page {
${box("top-center", handling)}
${box("bottom-center", handling)}
${box(`bottom-${start}`, cssString(markDirections(running.reference, dir)))}
${box(`bottom-${end}`, pageNumber(running.pageOf))}
}`
}

/** The Arabic face comes first in a line from right to left, so that a line's words and spaces are one piece of text. */
function script(dir: Page["dir"]): string {
  return dir === "rtl"
    ? `direction: rtl; font-family: "Amiri", "Source Sans 3", sans-serif;`
    : "direction: ltr;"
}

/** "Page {page} of {pages}" as a CSS content value with Chromium's two page counters. */
function pageNumber(pattern: string): string {
  const parts = pattern.split(/(\{pages?\})/).filter(part => part !== "")
  const values = parts.map(part => {
    if (part === "{page}") return "counter(page)"
    return part === "{pages}" ? "counter(pages)" : cssString(part)
  })
  return values.join(" ") || "none"
}

/** Any text as a CSS string; no text, no box. Everything but letters, digits and plain points is written by its code point. */
export function cssString(text: string): string {
  if (text === "") return "none"
  const byCode = (char: string) => `\\${(char.codePointAt(0) || 0xfffd).toString(16)} `
  return `"${text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/[^\p{L}\p{M}\p{N} .,:;–—-]/gu, byCode)}"`
}
