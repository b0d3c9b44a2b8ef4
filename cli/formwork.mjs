#!/usr/bin/env node
// The `formwork` command. It starts nothing and asks no server: what it needs is in the checkout.
import { register } from 'tsx/esm/api'

register()
const { main } = await import('./main.ts')
process.exitCode = await main(process.argv.slice(2))
