import { oneLine } from "./wording.js"

/** A mail address, with the name that stands before it, or none. */
export interface Address {
  readonly name: string
  readonly address: string
}

/** The addresses in a text such as "Desk <desk@example.org>, officer@example.org"; undefined if one is none, or there is none. */
export async function parseAddresses(text: string): Promise<readonly Address[] | undefined> {
  const { default: parse } = await import("nodemailer/lib/addressparser")
  const found = parse(oneLine(text), { flatten: true })
  const isSound = found.length > 0 && found.every(a => /^[^\s@<>]+@[^\s@<>]+$/.test(a.address))
  return isSound ? found : undefined
}
