import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http"
import { createServer as createSecureServer } from "node:https"
import { connect, type Socket } from "node:net"
import { generate } from "selfsigned"
import { listening } from "./servers.js"

/** What a proxy was asked for, by whom. */
export interface Asked {
  readonly method: string | undefined
  readonly target: string | undefined
  /** User and password. */
  readonly login: string | undefined
}

/**
 * A proxy on loopback, to which every name is this machine: so what is reached by a name of example.org went through it. It
 * makes tunnels (CONNECT), and passes on what is asked with a whole address; with a status given it refuses both.
 */
export async function proxyServer({
  login,
  tls,
  status = () => 200,
}: {
  readonly login?: string
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly status?: (before: number) => number
} = {}) {
  const asked: Asked[] = []
  const refusal = (incoming: IncomingMessage) => {
    const said = incoming.headers["proxy-authorization"]?.replace(/^Basic /, "")
    const known = said && Buffer.from(said, "base64").toString()
    const { method, url: target } = incoming
    asked.push({ method, target, login: known })
    return login !== undefined && known !== login ? 407 : status(asked.length - 1)
  }
  const pass = (incoming: IncomingMessage, answer: ServerResponse) => {
    const refused = refusal(incoming)
    if (refused !== 200)
      return void answer.writeHead(refused).end(`${incoming.headers["proxy-authorization"]}`)
    const { port, pathname, search } = new URL(incoming.url!)
    const { "proxy-authorization": _, ...headers } = incoming.headers
    const { method } = incoming
    const onward = request(
      { host: "127.0.0.1", port, method, path: `${pathname}${search}`, headers },
      came => {
        answer.writeHead(came.statusCode!, came.headers)
        came.pipe(answer)
      },
    )
    incoming.pipe(onward.on("error", () => answer.destroy()))
  }
  const server = tls ? createSecureServer(tls, pass) : createServer(pass)
  server.on("connect", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const refused = refusal(incoming)
    if (refused !== 200) return void socket.end(`HTTP/1.1 ${refused} No\r\ncontent-length: 2\r\n\r\nno`)
    const onward = connect(Number(incoming.url!.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n")
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    onward.on("error", () => socket.destroy())
    socket.on("close", () => onward.destroy())
  })
  const port = await listening(server)
  const name = `${tls ? "localhost" : "127.0.0.1"}:${port}`
  return { port, name, url: `http${tls ? "s" : ""}://${name}`, asked }
}

/** A key, and a certificate for all names of example.org and for this machine that nobody vouches for. */
export async function certificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const names = [{ type: 2, value: "*.example.org" } as const, { type: 2, value: "localhost" } as const]
  const { private: key, cert } = await generate([{ name: "commonName", value: "example.org" }], {
    extensions: [{ name: "subjectAltName", altNames: names }],
  })
  return { key, cert }
}
