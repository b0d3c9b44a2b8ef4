import { dispatch } from '#server/api/dispatch.ts'

export { dispatch as GET, dispatch as POST, dispatch as PUT, dispatch as PATCH, dispatch as DELETE }
