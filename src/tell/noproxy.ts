import { BlockList, isIP } from "node:net"

/** A place in a network; a number of IPv6 without brackets. */
export interface Place {
  readonly host: string
  readonly port: number
}

/**
 * Whether NO_PROXY exempts a place. It is a list with commas or spaces: `*`, names (`example.org` or `.example.org`, each with all
 * beneath it), numbers and nets (`10.0.0.0/8`), each perhaps with a port. What is none of them exempts nothing.
 */
export function isExempt({ host, port }: Place, list: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "")
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(entry => entry !== "")
    .some(entry => {
      if (entry === "*") return true
      const [, of, at] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [entry, entry]
      if (at !== undefined && Number(at) !== port) return false
      return matches(name, of!.replace(/^\[(.*)\]$/, "$1"))
    })
}

function matches(name: string, entry: string): boolean {
  if (isIP(name)) return isWithin(name, entry)
  const bare = entry.replace(/^\*?\./, "").replace(/\.$/, "")
  return bare !== "" && (name === bare || name.endsWith(`.${bare}`))
}

const family = (number: string) => (isIP(number) === 6 ? "ipv6" : "ipv4")

function isWithin(number: string, entry: string): boolean {
  const [net = "", bits] = entry.split("/")
  if (!isIP(net) || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false
  const most = family(net) === "ipv6" ? 128 : 32
  const prefix = Number(bits ?? most)
  if (prefix > most) return false
  const nets = new BlockList()
  nets.addSubnet(net, prefix, family(net))
  return nets.check(number, family(number))
}
