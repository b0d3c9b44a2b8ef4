-- AlterTable
ALTER TABLE "Execution" ADD COLUMN     "parentAttempt" INTEGER,
ADD COLUMN     "parentTold" BOOLEAN;

-- CreateIndex
CREATE INDEX "Execution_parentTold_endedAt_idx" ON "Execution"("parentTold", "endedAt");
