CREATE TABLE "Draft" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "flowId" TEXT NOT NULL,
    "flowRevision" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "uploadIds" TEXT[],
    "step" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "copiedFromId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Draft_personId_updatedAt_idx" ON "Draft"("personId", "updatedAt" DESC);

CREATE INDEX "Draft_updatedAt_idx" ON "Draft"("updatedAt");

CREATE INDEX "Draft_uploadIds_idx" ON "Draft" USING GIN ("uploadIds");

CREATE UNIQUE INDEX "SavedView_personId_page_name_key" ON "SavedView"("personId", "page", "name");

ALTER TABLE "Draft" ADD CONSTRAINT "Draft_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Draft" ADD CONSTRAINT "Draft_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Draft" ADD CONSTRAINT "Draft_copiedFromId_fkey" FOREIGN KEY ("copiedFromId") REFERENCES "Request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
