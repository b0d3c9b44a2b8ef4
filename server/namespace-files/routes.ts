import { z } from 'zod'
import { readFilePart, wholePart } from '#server/api/read-file-part.ts'
import { route, type Route } from '#server/api/route.ts'
import { exportFiles, importFiles, largestArchive } from './archive-files.ts'
import { deleteFile, makeFolder, moveFile } from './change-files.ts'
import { downloadFile, getAttributes, listFolder, listVersions, searchFiles } from './read-files.ts'
import {
  attributesSchema,
  contentQuery,
  folderQuery,
  importedSchema,
  moveQuery,
  namespaceParams,
  pathQuery,
  restoreQuery,
  searchQuery,
  versionSchema,
  writeQuery,
} from './schemas.ts'
import { restoreVersion } from './restore-version.ts'
import { writeFile } from './write-file.ts'

const tag = 'Files'
const path = '/namespaces/{namespace}/files'
const params = namespaceParams

const reads = [
  route({
    method: 'GET',
    path,
    tag,
    summary: 'What a file of a namespace holds, now or at a revision',
    permission: 'namespace-file:read',
    params,
    query: contentQuery,
    handle: ({ actor, params: { namespace }, query }) =>
      downloadFile(actor, { namespace, path: query.path }, query.revision),
  }),
  route({
    method: 'GET',
    path: `${path}/directory`,
    tag,
    summary: 'What stands in a folder of a namespace',
    permission: 'namespace-file:read',
    params,
    query: folderQuery,
    answer: z.array(attributesSchema),
    handle: ({ actor, params, query }) => listFolder(actor, { ...params, ...query }),
  }),
  route({
    method: 'GET',
    path: `${path}/stats`,
    tag,
    summary: 'Kind, size and times of a file or folder of a namespace',
    permission: 'namespace-file:read',
    params,
    query: folderQuery,
    answer: attributesSchema,
    handle: ({ actor, params, query }) => getAttributes(actor, { ...params, ...query }),
  }),
  route({
    method: 'GET',
    path: `${path}/revisions`,
    tag,
    summary: 'The revisions of a file of a namespace that there are, the oldest first',
    permission: 'namespace-file:read',
    params,
    query: pathQuery,
    answer: z.array(versionSchema),
    handle: ({ actor, params, query }) => listVersions(actor, { ...params, ...query }),
  }),
  route({
    method: 'GET',
    path: `${path}/search`,
    tag,
    summary: 'Paths of files of a namespace that contain a text; the first 1,000',
    permission: 'namespace-file:read',
    params,
    query: searchQuery,
    answer: z.array(z.string()),
    handle: ({ actor, params, query }) => searchFiles(actor, params.namespace, query.q),
  }),
]

const archives = [
  route({
    method: 'GET',
    path: `${path}/export`,
    tag,
    summary: 'All files of a namespace as a ZIP archive',
    permission: 'namespace-file:read',
    params,
    handle: ({ actor, params: { namespace } }) => exportFiles(actor, namespace),
  }),
  route({
    method: 'POST',
    path: `${path}/import`,
    tag,
    summary:
      'Writes the files of a ZIP archive into a folder; the archive in the part `fileContent` of a form',
    permission: 'namespace-file:write',
    params,
    query: folderQuery,
    bodyKind: 'multipart',
    answer: importedSchema,
    handle: ({ actor, params: { namespace }, query, request }) =>
      readFilePart(request, 'fileContent', async (part) =>
        importFiles(actor, { namespace, path: query.path }, await wholePart(part, largestArchive)),
      ),
  }),
]

const changes = [
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Writes a file of a namespace; its bytes in the part `fileContent` of a form',
    permission: 'namespace-file:write',
    params,
    query: writeQuery,
    bodyKind: 'multipart',
    handle: ({ actor, params: { namespace }, query, request }) =>
      readFilePart(request, 'fileContent', ({ content }) =>
        writeFile(actor, { namespace, ...query, content }),
      ),
  }),
  route({
    method: 'POST',
    path: `${path}/restore`,
    tag,
    summary: 'Makes what a file of a namespace held at a revision its newest one',
    permission: 'namespace-file:write',
    params,
    query: restoreQuery,
    handle: ({ actor, params: { namespace }, query: { revision, ...place } }) =>
      restoreVersion(actor, { namespace, ...place, version: revision }),
  }),
  route({
    method: 'POST',
    path: `${path}/directory`,
    tag,
    summary: 'Makes a folder in a namespace, and those above it',
    permission: 'namespace-file:write',
    params,
    query: folderQuery,
    handle: ({ actor, params, query }) => makeFolder(actor, { ...params, ...query }),
  }),
  route({
    method: 'PUT',
    path,
    tag,
    summary: 'Moves a file or folder of a namespace',
    permission: 'namespace-file:write',
    params,
    query: moveQuery,
    handle: ({ actor, params, query }) => moveFile(actor, { ...params, ...query }),
  }),
  route({
    method: 'DELETE',
    path,
    tag,
    summary: 'Removes a file of a namespace with its revisions, or a folder with all that is in it',
    permission: 'namespace-file:delete',
    params,
    query: pathQuery,
    handle: ({ actor, params, query }) => deleteFile(actor, { ...params, ...query }),
  }),
]

/** Rows of the router table about files of namespaces. */
export const routes: Route[] = [...reads, ...archives, ...changes] as Route[]
