export const runTabs = ['timeline', 'graph', 'logs', 'outputs', 'inputs', 'metrics', 'approvals'] as const
export type RunTab = (typeof runTabs)[number]
