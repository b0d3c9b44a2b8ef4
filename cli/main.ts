import { verifyFile } from './verify.ts'

const usage = `Usage: formwork verify FILE [--key PUBLIC_KEY]

  verify   checks an evidence pack without a server: 0 whole, 1 not, 2 it could not be read
           --key  public key of the installation, as GET /api/v1/evidence/keys says it
`

/** Runs the command. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args
  const [file, flag, key] = rest
  const given = flag === undefined || (flag === '--key' && key !== undefined)
  if (command === 'verify' && file !== undefined && given && rest.length <= 3) return verifyFile(file, key)
  const asked = command === undefined || command === 'help' || command === '--help'
  ;(asked ? process.stdout : process.stderr).write(usage)
  return asked ? 0 : 2
}
