import { childOf, type Element, elementsIn, make } from "./xml.js"

/** Who made the changes, and when. */
export interface Whose {
  readonly author: string
  readonly date: string
}

/**
 * Cross-references to notes show the number that the note has once all is accepted, or, where they are deleted themselves,
 * once all is rejected. Word counts them anew whenever it updates its fields.
 */
export function countReferences(root: Element, whose: Whose): void {
  const all = elementsIn(root)
  const references = all.filter(({ nodeName }) => nodeName === "w:footnoteReference")
  const numberIn = (without: "w:ins" | "w:del") => {
    const counted = references.filter(reference => !isInside(reference, without))
    return new Map(counted.map((reference, i) => [reference, i + 1]))
  }
  const numbers = { accepted: numberIn("w:del"), rejected: numberIn("w:ins") }
  let name = ""
  const named = new Map<string, Element>()
  const fields: { name: string; result: Element }[] = []
  let field = ""
  for (const element of all) {
    if (element.nodeName === "w:bookmarkStart") name = element.getAttribute("w:name") ?? ""
    if (element.nodeName === "w:footnoteReference" && name.startsWith("_RefNote")) named.set(name, element)
    if (element.nodeName === "w:bookmarkEnd") name = ""
    if (element.nodeName === "w:instrText") field = /NOTEREF (\S+)/.exec(element.textContent ?? "")?.[1] ?? ""
    if (element.nodeName === "w:fldChar" && element.getAttribute("w:fldCharType") === "end") field = ""
    if (field && element.nodeName === "w:t") fields.push({ name: field, result: element })
  }
  for (const { name, result } of fields) {
    const reference = named.get(name)
    const [accepted, rejected] = [numbers.accepted, numbers.rejected].map(
      all => reference && all.get(reference),
    )
    if (isInside(result, "w:del")) write(result, rejected)
    else if (accepted === rejected || rejected === undefined || isInside(result, "w:ins"))
      write(result, accepted)
    else parted(result, { accepted, rejected, whose })
  }
}

function write(result: Element, number: number | undefined): void {
  if (number === undefined) return
  result.textContent = (result.textContent ?? "").replace(/\p{Nd}+/u, String(number))
}

/** The number of a reference that stays, as it was and as it is, as a change of its own. */
function parted(
  result: Element,
  { accepted, rejected, whose }: { accepted: number | undefined; rejected: number; whose: Whose },
): void {
  const run = result.parentNode as Element
  if (!/\p{Nd}/u.test(result.textContent ?? "")) return
  for (const [kind, number] of [["w:del", rejected] as const, ["w:ins", accepted] as const]) {
    const change = make(run.ownerDocument!, kind, {
      "w:id": "0",
      "w:author": whose.author,
      "w:date": whose.date,
    })
    const copy = run.cloneNode(true) as Element
    write(childOf(copy, "w:t")!, number)
    change.appendChild(copy)
    run.parentNode!.insertBefore(change, run)
  }
  run.parentNode!.removeChild(run)
}

function isInside(element: Element, name: string): boolean {
  for (let node = element.parentNode; node; node = node.parentNode) if (node.nodeName === name) return true
  return false
}
