-- AlterTable
ALTER TABLE "Execution" ADD COLUMN     "attempt" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "limited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "originStartedAt" TIMESTAMPTZ(3),
ADD COLUMN     "playsAfter" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "scheduleDate" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Execution_namespace_flowId_state_idx" ON "Execution"("namespace", "flowId", "state");

-- CreateIndex
CREATE INDEX "Execution_scheduleDate_idx" ON "Execution"("scheduleDate");

-- CreateIndex
CREATE INDEX "Execution_playsAfter_idx" ON "Execution"("playsAfter");

-- CreateIndex
CREATE INDEX "Execution_originalId_idx" ON "Execution"("originalId");
