-- AlterTable
ALTER TABLE "Execution" ADD COLUMN     "depth" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "iteration" INTEGER,
ADD COLUMN     "parentTaskRunId" TEXT,
ADD COLUMN     "triggerExecutionId" TEXT;

-- CreateIndex
CREATE INDEX "Execution_triggerExecutionId_idx" ON "Execution"("triggerExecutionId");
