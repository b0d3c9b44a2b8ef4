/** Temporal takes ten Updates of one execution at a time; a few are left for others. */
const most = 8

interface Line {
  running: number
  waiting: (() => void)[]
}

const key = Symbol.for('formwork.decisions')
/** Next bundles each route by itself: the lines of the process live where all bundles find them. */
const home = globalThis as typeof globalThis & { [key]?: Map<string, Line> }
const lines = (home[key] ??= new Map())

/** Runs at most eight at a time for one execution; the others wait in order. */
export async function inLine<T>(executionId: string, run: () => Promise<T>): Promise<T> {
  const line = lines.get(executionId) ?? { running: 0, waiting: [] }
  lines.set(executionId, line)
  if (line.running >= most) await new Promise<void>((go) => line.waiting.push(go))
  else line.running++
  try {
    return await run()
  } finally {
    const next = line.waiting.shift()
    // the place is handed on, so that no one slips in between
    if (next) next()
    else if (--line.running === 0) lines.delete(executionId)
  }
}
