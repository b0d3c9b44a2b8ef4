import { answerStream } from '#server/stream/answer-stream.ts'

export const dynamic = 'force-dynamic'

export { answerStream as GET }
