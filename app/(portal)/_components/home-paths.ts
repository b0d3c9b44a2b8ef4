export const homeSizes = { approvals: 3, requests: 20, drafts: 3 }

/** REST paths whose data the home page begins with. */
export const homePaths = {
  approvals: `/approvals?box=mine&size=${String(homeSizes.approvals)}`,
  drafts: '/drafts',
  requests: `/requests?size=${String(homeSizes.requests)}`,
}
