-- CreateTable
CREATE TABLE "KeyValue" (
    "namespace" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "description" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeyValue_pkey" PRIMARY KEY ("namespace","key")
);

-- CreateTable
CREATE TABLE "Metric" (
    "executionId" TEXT NOT NULL,
    "taskRunId" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "namespace" TEXT NOT NULL,
    "flowId" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "tags" JSONB NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Metric_pkey" PRIMARY KEY ("taskRunId","attempt","line")
);

-- CreateIndex
CREATE INDEX "KeyValue_expiresAt_idx" ON "KeyValue"("expiresAt");

-- CreateIndex
CREATE INDEX "Metric_executionId_timestamp_line_idx" ON "Metric"("executionId", "timestamp", "line");

-- CreateIndex
CREATE INDEX "Metric_namespace_flowId_name_timestamp_idx" ON "Metric"("namespace", "flowId", "name", "timestamp");
