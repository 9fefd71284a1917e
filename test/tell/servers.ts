import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { createServer as createSecureServer } from "node:https"
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"
import { afterEach } from "vitest"
import { type Letter, readLetter } from "./letter.js"

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map(close => close()))
})

/** The port of a server on loopback that listens; it is closed after the test, with all its connections. */
export async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on("connection", (socket: Socket) => {
    sockets.add(socket)
    socket.on("error", () => {}).on("close", () => sockets.delete(socket))
  })
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done))
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(done => server.close(done))
  })
  return (server.address() as AddressInfo).port
}

/** A letter that a mail server took, with the addresses that it was to go to. */
export interface Taken extends Letter {
  readonly sender: string
  readonly recipients: readonly string[]
  readonly secure: boolean
}

/** A real mail server on loopback: it takes what comes, but for what the options say. */
export async function mailServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    disableReverseLookup: true,
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on("data", part => parts.push(part))
      stream.on("end", () => {
        if (stream.sizeExceeded) return done(refusal(552, "5.3.4 message too large"))
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          ...readLetter(Buffer.concat(parts)),
          sender: mailFrom ? mailFrom.address : "",
          recipients: rcptTo.map(r => r.address),
          secure: session.secure,
        })
        done()
      })
    },
    ...options,
  })
  server.on("error", () => {})
  const port = await listening(server.server)
  return { port, url: `smtp://127.0.0.1:${port}`, taken }
}

/** An answer by which a mail server refuses. */
export const refusal = (responseCode: number, words: string) =>
  Object.assign(new Error(words), { responseCode })

/** A request that a web server got, its body whole. */
export interface Got {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingMessage["headers"]
  readonly body: string
}

/** A real web server on loopback, with TLS if a certificate is given; the answer to each request is given by the number of those before it. */
export async function webServer(
  answer: (response: ServerResponse, before: number, request: Got) => void,
  { tls }: { readonly tls?: { readonly key: string; readonly cert: string } } = {},
) {
  const got: Got[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    response.on("error", () => {})
    const parts: Buffer[] = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const { method, url: path, headers } = request
      got.push({ method, path, headers, body: Buffer.concat(parts).toString() })
      answer(response, got.length - 1, got.at(-1)!)
    })
  }
  const port = await listening(tls ? createSecureServer(tls, listener) : createServer(listener))
  return { port, url: `http://127.0.0.1:${port}`, got }
}

/** A server that does with each connection what it is told, such as nothing at all. */
export async function socketServer(talk: (socket: Socket, before: number) => void) {
  let before = 0
  const server = createSocketServer(socket => talk(socket, before++))
  const port = await listening(server)
  return { port, connections: () => before }
}

/** A port on loopback that nobody listens at. */
export async function deadPort(): Promise<number> {
  const server = createSocketServer()
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  await new Promise(done => server.close(done))
  return port
}
