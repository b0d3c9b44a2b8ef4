-- AlterTable
ALTER TABLE "Execution" ADD COLUMN     "rounds" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "TaskRun" ADD COLUMN     "lastRound" INTEGER;

-- AlterTable
ALTER TABLE "Approval" ADD COLUMN     "contentHash" TEXT,
ADD COLUMN     "lastRound" INTEGER;

-- AlterTable
ALTER TABLE "ApprovalVote" ADD COLUMN     "keptFrom" TEXT;
