-- CreateTable
CREATE TABLE "Namespace" (
    "id" TEXT NOT NULL,
    "description" TEXT,
    "variables" JSON NOT NULL DEFAULT '{}',
    "pluginDefaults" JSON NOT NULL DEFAULT '[]',
    "hasDefaults" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Namespace_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Namespace_hasDefaults_idx" ON "Namespace"("hasDefaults");
