export const homeSizes = { approvals: 3, requests: 20 }

/** REST paths whose data the home page begins with. */
export const homePaths = {
  approvals: `/approvals?box=mine&size=${String(homeSizes.approvals)}`,
  requests: `/requests?size=${String(homeSizes.requests)}`,
}
