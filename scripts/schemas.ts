// Writes data/schema/: the JSON Schemas that the data files name, so that an editor completes and checks them.
import { nodeHost } from "../src/host.js"
import { jsonSchemas } from "../src/schemas.js"

const host = nodeHost()
for (const [name, content] of jsonSchemas()) await host.write(`data/schema/${name}`, content)
