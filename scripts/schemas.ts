// Writes data/schema/: the JSON Schemas that the data files name, so that an editor completes and checks them.
import { nodeHost } from "../src/host.js"
import { jsonSchemas } from "../src/schemas.js"

const host = nodeHost()
await host.write([...jsonSchemas()].map(([name, bytes]) => ({ path: `data/schema/${name}`, bytes })))
