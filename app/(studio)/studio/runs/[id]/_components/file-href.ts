/** Where the files of a run are downloaded from. */
export function fileHrefOf(executionId: string) {
  return (uri: string) =>
    `/api/v1/executions/${encodeURIComponent(executionId)}/file?path=${encodeURIComponent(uri)}`
}
