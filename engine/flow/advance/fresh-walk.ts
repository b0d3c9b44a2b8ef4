import type { Walk } from './state.ts'

/** A walk at its beginning. */
export function freshWalk(branch: string, concurrent: number): Walk {
  return {
    phase: 'body',
    branch,
    next: 0,
    running: 0,
    concurrent,
    result: 'SUCCESS',
    stopped: false,
    fixed: false,
    killed: false,
    halts: false,
  }
}
