/* A text as a QR code that GTK can draw at any size: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/qr-paintable.h"

#include <gtk/gtk.h>
#include <qrencode.h>

/* ISO/IEC 18004, 5.3.8: four light modules on every side. */
#define QUIET_ZONE 4

struct _HearthQrPaintable
{
  GObject parent_instance;

  QRcode *code;
};

static void paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthQrPaintable, hearth_qr_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init))

/* Dark modules that touch in a row are drawn as one rectangle: fewer nodes, and no light seams between them. */
static void
snapshot_row (HearthQrPaintable *self,
              GdkSnapshot       *snapshot,
              int                y,
              float              module)
{
  const unsigned char *row = self->code->data + y * self->code->width;
  const GdkRGBA black = { 0, 0, 0, 1 };
  int x = 0;

  while (x < self->code->width)
    {
      int start = x;

      while (x < self->code->width && row[x] & 1)
        x++;
      if (x > start)
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT ((float) (start + QUIET_ZONE) * module, (float) (y + QUIET_ZONE) * module,
                                                        (float) (x - start) * module, module));
      else
        x++;
    }
}

static void
hearth_qr_paintable_snapshot (GdkPaintable *paintable,
                              GdkSnapshot  *snapshot,
                              double        width,
                              double        height)
{
  HearthQrPaintable *self = HEARTH_QR_PAINTABLE (paintable);
  const GdkRGBA white = { 1, 1, 1, 1 };
  float module = (float) MIN (width, height) / (float) hearth_qr_paintable_get_modules (self);

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (int y = 0; y < self->code->width; y++)
    snapshot_row (self, snapshot, y, module);
}

static double
hearth_qr_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  return 1;
}

static GdkPaintableFlags
hearth_qr_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_CONTENTS | GDK_PAINTABLE_STATIC_SIZE;
}

static void
hearth_qr_paintable_finalize (GObject *object)
{
  HearthQrPaintable *self = HEARTH_QR_PAINTABLE (object);

  g_clear_pointer (&self->code, QRcode_free);

  G_OBJECT_CLASS (hearth_qr_paintable_parent_class)->finalize (object);
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = hearth_qr_paintable_snapshot;
  iface->get_intrinsic_aspect_ratio = hearth_qr_paintable_get_intrinsic_aspect_ratio;
  iface->get_flags = hearth_qr_paintable_get_flags;
}

static void
hearth_qr_paintable_class_init (HearthQrPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_qr_paintable_finalize;
}

static void
hearth_qr_paintable_init (HearthQrPaintable *self)
{
}

GdkPaintable *
hearth_qr_paintable_new (const char *text)
{
  HearthQrPaintable *self;
  QRcode *code;

  g_return_val_if_fail (text != NULL, NULL);

  code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  if (code == NULL)
    return NULL;

  self = g_object_new (HEARTH_TYPE_QR_PAINTABLE, NULL);
  self->code = code;

  return GDK_PAINTABLE (self);
}

int
hearth_qr_paintable_get_modules (HearthQrPaintable *self)
{
  g_return_val_if_fail (HEARTH_IS_QR_PAINTABLE (self), 0);

  return self->code->width + 2 * QUIET_ZONE;
}
