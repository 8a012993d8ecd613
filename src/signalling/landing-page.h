/* The page behind an invitation link: one file for every room, with its style and script inside and nothing else allowed.
 *
 * A value for any thread, made once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GBytes *body;          /* HTML in UTF-8 */
  char *security_policy; /* allows its own style and script, by their hashes */
} HearthLandingPage;

HearthLandingPage *hearth_landing_page_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_landing_page_free (HearthLandingPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthLandingPage, hearth_landing_page_free)

G_END_DECLS
