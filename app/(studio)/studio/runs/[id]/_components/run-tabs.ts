export const runTabs = ['timeline', 'logs', 'outputs', 'inputs', 'approvals'] as const
export type RunTab = (typeof runTabs)[number]
