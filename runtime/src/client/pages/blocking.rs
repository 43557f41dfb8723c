use super::{ItemResult, Items, Pages, Paginated};
use crate::client::{Blocking, CallResult, Error};

impl<O: Paginated> Iterator for Pages<O, Blocking> {
    type Item = CallResult<O>;

    fn next(&mut self) -> Option<CallResult<O>> {
        let result = match self.cursor.next()? {
            Ok(call) => call.send(),
            Err(error) => Err(Error::Request(Box::new(error))),
        };
        self.cursor.receive(&result);
        Some(result)
    }
}

impl<O: Paginated> Iterator for Items<O, Blocking> {
    type Item = ItemResult<O>;

    fn next(&mut self) -> Option<ItemResult<O>> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = O::items(page.into_inner()).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
