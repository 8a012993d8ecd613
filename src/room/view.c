/* How large everybody is shown to one person: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/view.h"

#include "base/limits.h"

#include "room/room.h"

struct _HearthView
{
  GPtrArray *tiles; /* HearthTile, of everybody, in the order in which they came */
};

static void
destroy_tile (gpointer data)
{
  hearth_tile_free (data);
}

static HearthTile *
find (GPtrArray         *tiles,
      const char        *id,
      HearthPictureKind  kind)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      HearthTile *tile = g_ptr_array_index (tiles, i);

      if (tile->kind == kind && g_str_equal (tile->id, id))
        return tile;
    }

  return NULL;
}

static gboolean
set (HearthTile *tile,
     guint       width,
     guint       height,
     gboolean    pinned)
{
  gboolean hidden = width == 0 || height == 0;
  HearthTile wanted = {
    .id = tile->id,
    .kind = tile->kind,
    .width = hidden ? 0 : width,
    .height = hidden ? 0 : height,
    .pinned = !hidden && pinned,
  };
  gboolean changed = tile->width != wanted.width || tile->height != wanted.height || tile->pinned != wanted.pinned;

  *tile = wanted;

  return changed;
}

HearthView *
hearth_view_new (void)
{
  HearthView *self = g_new0 (HearthView, 1);

  self->tiles = g_ptr_array_new_with_free_func (destroy_tile);

  return self;
}

void
hearth_view_free (HearthView *self)
{
  g_ptr_array_unref (self->tiles);
  g_free (self);
}

gboolean
hearth_view_add (HearthView        *self,
                 const char        *id,
                 HearthPictureKind  kind)
{
  const guint scale = kind == HEARTH_PICTURE_SHARE ? 2 : 1;

  if (find (self->tiles, id, kind) != NULL)
    return FALSE;

  g_ptr_array_add (self->tiles, hearth_tile_new (id, kind, scale * HEARTH_ROOM_DEFAULT_WIDTH, scale * HEARTH_ROOM_DEFAULT_HEIGHT,
                                                 FALSE));

  return TRUE;
}

gboolean
hearth_view_remove (HearthView        *self,
                    const char        *id,
                    HearthPictureKind  kind)
{
  HearthTile *tile = find (self->tiles, id, kind);

  return tile != NULL && g_ptr_array_remove (self->tiles, tile);
}

void
hearth_view_retain (HearthView       *self,
                    HearthViewFilter  filter,
                    gpointer          data)
{
  for (guint i = self->tiles->len; i > 0; i--)
    {
      const HearthTile *tile = g_ptr_array_index (self->tiles, i - 1);

      if (!filter (tile->id, data))
        g_ptr_array_remove_index (self->tiles, i - 1);
    }
}

gboolean
hearth_view_show (HearthView        *self,
                  const char        *id,
                  HearthPictureKind  kind,
                  guint              width,
                  guint              height,
                  gboolean           pinned)
{
  HearthTile *tile = find (self->tiles, id, kind);

  return tile != NULL && set (tile, width, height, pinned);
}

gboolean
hearth_view_apply (HearthView                 *self,
                   const HearthControlMessage *message)
{
  gboolean changed = FALSE;

  g_return_val_if_fail (message->type == HEARTH_CONTROL_VIEW, FALSE);

  for (guint i = 0; i < self->tiles->len; i++)
    {
      HearthTile *tile = g_ptr_array_index (self->tiles, i);
      const HearthTile *said = find (message->tiles, tile->id, tile->kind);

      if (said != NULL)
        changed |= set (tile, said->width, said->height, said->pinned);
      else
        changed |= set (tile, 0, 0, FALSE);
    }

  return changed;
}

const HearthTile *
hearth_view_get (HearthView        *self,
                 const char        *id,
                 HearthPictureKind  kind)
{
  static const HearthTile hidden = { NULL, HEARTH_PICTURE_CAMERA, 0, 0, FALSE };
  const HearthTile *tile = find (self->tiles, id, kind);

  return tile != NULL ? tile : &hidden;
}

HearthControlMessage *
hearth_view_to_message (HearthView *self,
                        guint64     version)
{
  HearthControlMessage *message = hearth_control_message_new (HEARTH_CONTROL_VIEW);

  message->version = version;
  for (guint i = 0; i < self->tiles->len && message->tiles->len < HEARTH_LIMIT_VIEW_TILES; i++)
    {
      const HearthTile *tile = g_ptr_array_index (self->tiles, i);

      if (tile->width != 0)
        g_ptr_array_add (message->tiles, hearth_tile_new (tile->id, tile->kind, tile->width, tile->height, tile->pinned));
    }

  return message;
}
