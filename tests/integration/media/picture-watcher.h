/* A HearthMediaTap for tests: when which picture was shown, and how large it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/media-tap.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 at; /* µs, monotonic */
  int width;
  int height;
  guint8 left[4]; /* BGRA, from the middle of each half */
  guint8 right[4];
} SeenPicture;

#define PICTURE_TYPE_WATCHER (picture_watcher_get_type ())
G_DECLARE_FINAL_TYPE (PictureWatcher, picture_watcher, PICTURE, WATCHER, GObject)

PictureWatcher *picture_watcher_new      (void) G_GNUC_WARN_UNUSED_RESULT;
guint           picture_watcher_get_n    (PictureWatcher *self);

/** picture_watcher_get: Returns: the picture at @index of those that were shown so far. */
SeenPicture     picture_watcher_get      (PictureWatcher *self,
                                          guint           index);

G_END_DECLS
