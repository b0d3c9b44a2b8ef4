-- CreateTable
CREATE TABLE "NamespaceFile" (
    "namespace" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "isFolder" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NamespaceFile_pkey" PRIMARY KEY ("namespace","path")
);

-- CreateTable
CREATE TABLE "NamespaceFileVersion" (
    "namespace" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "uri" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NamespaceFileVersion_pkey" PRIMARY KEY ("namespace","path","version")
);

-- CreateIndex
CREATE INDEX "NamespaceFile_namespace_folder_idx" ON "NamespaceFile"("namespace", "folder");

-- CreateIndex
CREATE UNIQUE INDEX "NamespaceFileVersion_uri_key" ON "NamespaceFileVersion"("uri");

-- AddForeignKey
ALTER TABLE "NamespaceFileVersion" ADD CONSTRAINT "NamespaceFileVersion_namespace_path_fkey" FOREIGN KEY ("namespace", "path") REFERENCES "NamespaceFile"("namespace", "path") ON DELETE CASCADE ON UPDATE CASCADE;
