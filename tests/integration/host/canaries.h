/* Secrets that a test knows, and whether they have ended up where they do not belong: as they are, in hexadecimal, in base64.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Canaries Canaries;

Canaries *canaries_new          (void);
void      canaries_free         (Canaries     *self);

/** canaries_add: A secret of at least 12 bytes, in every form; @name: what to call it when it is found. */
void      canaries_add          (Canaries     *self,
                                 const char   *name,
                                 gconstpointer bytes,
                                 gsize         length);

/** canaries_add_text: canaries_add() of a text. */
void      canaries_add_text     (Canaries     *self,
                                 const char   *name,
                                 const char   *text);

/** canaries_add_link: What @link gives whoever has it: its secret as it stands there, the seed in it, the key made of it, its ticket. */
void      canaries_add_link     (Canaries     *self,
                                 const char   *name,
                                 const char   *link);

/** canaries_add_key: @text: an identity's secret as files have it (hearth_identity_to_secret()). */
void      canaries_add_key      (Canaries     *self,
                                 const char   *name,
                                 const char   *text);

/** canaries_add_mark: What stands beside a secret that nobody knows beforehand; looked for as it is. */
void      canaries_add_mark     (Canaries     *self,
                                 const char   *mark);

/** canaries_find: Returns: (nullable): the name of one that is in @bytes */
const char *canaries_find       (Canaries     *self,
                                 gconstpointer bytes,
                                 gsize         length);

/** canaries_count_files: Looks at every file in @folder and below. Returns: in how many there is one; a line of TAP's remarks names each. */
guint     canaries_count_files  (Canaries     *self,
                                 const char   *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Canaries, canaries_free)

G_END_DECLS
